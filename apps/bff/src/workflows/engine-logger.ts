/** Where the engine's own messages go. */
export type EngineLog = {
  readonly warn: (details: Record<string, unknown>, message: string) => void
  readonly error: (details: Record<string, unknown>, message: string) => void
}

const text = (entry: unknown): string => (entry instanceof Error ? entry.message : String(entry))

/** Passes on what matters; the engine's progress is told by the releases themselves. */
export const engineLogger = (log: EngineLog) => ({
  info: () => undefined,
  debug: () => undefined,
  warn: (entry: unknown) => log.warn({ source: 'engine' }, text(entry)),
  error: (entry: unknown) => log.error({ source: 'engine' }, text(entry)),
})
