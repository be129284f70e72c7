import type { Environment } from '../domain/environment.ts'

export type ServerSettings = {
  readonly host: string
  readonly port: number
  /** Folder of the embedded database, as written: relative to where Lockstep was started. */
  readonly dataFolder: string
}

/** A whole configuration, checked, with all references and defaults resolved. */
export type Configuration = {
  readonly file: string
  readonly server: ServerSettings
  readonly environments: readonly Environment[]
}

/** What is wrong in a configuration file, and where. Lines and columns count from 1. */
export type ConfigurationError = {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Such as `applications[0].environments[1].backend.cluster`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
  /** What may stand here instead, when that is a list. */
  readonly allowed: readonly string[] | null
}

export type ConfigurationResult =
  | { readonly ok: true; readonly value: Configuration }
  | { readonly ok: false; readonly errors: readonly ConfigurationError[] }

/** `lockstep.yaml:12:7  applications[0].backend.clster: unknown key; did you mean "cluster"? (allowed: cluster, service)` */
export function formatConfigurationError(error: ConfigurationError): string {
  const allowed = error.allowed === null ? '' : ` (allowed: ${error.allowed.join(', ')})`
  const where = error.path === '' ? '' : `${error.path}: `
  return `${error.file}:${error.line}:${error.column}  ${where}${error.message}${allowed}`
}
