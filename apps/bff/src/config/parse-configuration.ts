import { siblingsOf } from '../domain/bundle/wanted.ts'
import type { Environment } from '../domain/environment.ts'
import type { ConfigurationError, ConfigurationResult } from './configuration.ts'
import { checkEnvironment, checkUnique } from './cross-rules.ts'
import { readDocument } from './document.ts'
import type { ConfigurationDocument, Path } from './document.ts'
import { MergedEnvironment } from './environment-schema.ts'
import { ConfigurationFile, ServerSection } from './file-schema.ts'
import { isValues, mergeDefaults } from './merge.ts'
import { resolveReferences } from './references.ts'
import type { Variables } from './references.ts'
import { rolloutPlaces } from './rollout-places.ts'
import { toErrors } from './schema-errors.ts'
import { toEnvironment } from './to-environment.ts'

type Built = { readonly environment: Environment; readonly path: Path }

/**
 * Checks the text of a configuration and builds what Lockstep works with. First the file as written, so that each
 * error has its place; then every environment with its defaults merged in: what is missing, and what contradicts.
 */
export function parseConfiguration(file: string, source: string, variables: Variables): ConfigurationResult {
  const document = readDocument(file, source)
  if (document.errors.length > 0) return { ok: false, errors: document.errors }
  const { value, errors } = resolveReferences(document, variables)
  const written = ConfigurationFile.safeParse(value, { reportInput: true })
  if (!written.success) errors.push(...toErrors(document, ConfigurationFile, written.error.issues))
  const built: Built[] = []
  for (const [index, application] of listAt(value, 'applications').entries()) {
    errors.push(...buildApplication(document, application, ['applications', index], built))
  }
  errors.push(...checkUnique(document, uniqueKeys(value, built)))
  const server = ServerSection.safeParse((isValues(value) && value['server']) || {})
  if (errors.length > 0 || !server.success) return { ok: false, errors: inOrder(errors) }
  return {
    ok: true,
    value: {
      file,
      server: server.data,
      environments: withSiblings(built.map(({ environment }) => environment)),
    },
  }
}

const withSiblings = (environments: readonly Environment[]): Environment[] =>
  environments.map((environment) => ({
    ...environment,
    siblings: siblingsOf(
      environment,
      environments.filter((one) => one !== environment && one.applicationId === environment.applicationId),
    ),
  }))

function buildApplication(document: ConfigurationDocument, application: unknown, path: Path, built: Built[]) {
  const errors: ConfigurationError[] = []
  if (!isValues(application)) return errors
  const id = String(application['id'])
  const name = typeof application['name'] === 'string' ? application['name'] : id
  for (const [index, own] of listAt(application, 'environments').entries()) {
    const place = [...path, 'environments', index]
    // An error in a value has been reported where it is written; only what is missing is news here.
    const merged = MergedEnvironment.safeParse(mergeDefaults(application['defaults'] ?? {}, own), {
      reportInput: true,
    })
    if (!merged.success) {
      const missing = merged.error.issues.filter(
        (issue) => issue.code === 'invalid_type' && issue.input === undefined,
      )
      const message = 'missing; set it here or in the defaults of the application'
      errors.push(...missing.map((issue) => document.error([...place, ...issue.path], message)))
      continue
    }
    const complain = (inside: Path, message: string) => {
      const inDefaults = [...path, 'defaults', ...inside]
      const own = [...place, ...inside]
      return document.error(!document.has(own) && document.has(inDefaults) ? inDefaults : own, message)
    }
    errors.push(...checkEnvironment(merged.data, complain))
    built.push({ environment: toEnvironment({ id, name }, merged.data), path: place })
  }
  return errors
}

function uniqueKeys(value: unknown, built: readonly Built[]) {
  const ids = listAt(value, 'applications').flatMap((application, index) => {
    if (!isValues(application)) return []
    const path = ['applications', index]
    const environments = listAt(application, 'environments').flatMap((environment, at) =>
      isValues(environment) && typeof environment['id'] === 'string'
        ? [
            {
              path: [...path, 'environments', at, 'id'],
              key: `environment ${index} ${environment['id']}`,
              what: `the environment ${environment['id']}`,
            },
          ]
        : [],
    )
    const { id } = application
    const own =
      typeof id === 'string'
        ? [{ path: [...path, 'id'], key: `application ${id}`, what: `the application ${id}` }]
        : []
    return [...own, ...environments]
  })
  const places = built.flatMap(({ environment, path }) => {
    const { aws, backend, frontend } = environment
    return [
      {
        path: [...path, 'backend', 'service'],
        key: ['service', aws.region, aws.roleArn, backend.cluster, backend.service].join(' '),
        what: `the service ${backend.cluster}/${backend.service}`,
      },
      {
        path: [...path, 'frontend', 'bucket'],
        key: ['site', frontend.bucket, frontend.prefix].join(' '),
        what: `the site in ${frontend.bucket}/${frontend.prefix}`,
      },
      ...rolloutPlaces(environment).map((place) => ({ ...place, path: [...path, ...place.path] })),
    ]
  })
  return [...ids, ...places]
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = isValues(value) ? value[key] : undefined
  return Array.isArray(list) ? list : []
}

/** As one reads the file; what the defaults do wrong for several environments is said once. */
function inOrder(errors: readonly ConfigurationError[]): ConfigurationError[] {
  const unique = new Map(
    errors.map((error) => [`${error.line}:${error.column}:${error.path}:${error.message}`, error]),
  )
  return [...unique.values()].toSorted((a, b) => a.line - b.line || a.column - b.column)
}
