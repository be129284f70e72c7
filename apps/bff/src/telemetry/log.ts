import { pino, type Logger } from 'pino'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Structured logs on standard error, one JSON object a line. Names that may hold a secret are cut out. */
export function createLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: { service: 'lockstep' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          '*.authorization',
          '*.cookie',
          '*.password',
          '*.secret',
          '*.token',
          '*.credentials',
          'databaseUrl',
          '*.databaseUrl',
        ],
        censor: '[cut]',
      },
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
