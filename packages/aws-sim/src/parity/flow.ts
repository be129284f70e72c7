import type { Clients } from './clients.ts'

/** What the steps of a run share. */
export type Run = {
  readonly clients: Clients
  readonly region: string
  /** Names of everything that the run makes begin with it. */
  readonly prefix: string
  /** What a step remembers for later ones, such as an id. */
  readonly notes: Map<string, string>
}

/** One question to AWS. Its answer, or its refusal, is recorded under its name. */
export type Step = { readonly name: string; readonly ask: (run: Run) => Promise<unknown> }

export type Flow = {
  readonly service: string
  /** What it makes in the account, in words; null when it only reads. */
  readonly makes: string | null
  /** In order: later ones stand on earlier ones. */
  readonly steps: readonly Step[]
  /** Removes everything whose name begins with the prefix, whatever a run left behind; tells what it removed. */
  readonly sweep?: (clients: Clients, prefix: string) => Promise<readonly string[]>
}

export const step = (name: string, ask: Step['ask']): Step => ({ name, ask })

/** What an earlier step noted; without it the step cannot be asked. */
export function noted({ notes }: Run, name: string): string {
  const value = notes.get(name)
  if (value === undefined) throw new Skipped(`An earlier step gave no ${name}.`)
  return value
}

/** Remembers a value of an answer, and gives the answer on. */
export function note<Answer>(
  { notes }: Run,
  name: string,
  answer: Answer,
  value: (answer: Answer) => string | undefined,
): Answer {
  const found = value(answer)
  if (found !== undefined) notes.set(name, found)
  return answer
}

/** A step that could not be asked. */
export class Skipped extends Error {
  override readonly name = 'Skipped'
}

/** Removes one after the other; what is gone already, or cannot go yet, does not stop the rest. */
export async function removeAll(
  removals: readonly (readonly [what: string, remove: () => Promise<unknown>])[],
): Promise<string[]> {
  const removed: string[] = []
  for (const [what, remove] of removals) {
    try {
      await remove()
      removed.push(what)
    } catch (error) {
      process.stderr.write(`  ${what} stays: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  return removed
}
