import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CorpusCase } from './corpus-case.ts'

const folder = join(import.meta.dirname, 'cases')

/** Every case of the corpus, by id. Adding a case is adding a file. */
export async function loadCases(): Promise<readonly CorpusCase[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  const cases = await Promise.all(files.map(loadCase))
  return cases.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

async function loadCase(file: string): Promise<CorpusCase> {
  const module: { corpusCase?: CorpusCase } = await import(join(folder, file))
  const { corpusCase } = module
  if (corpusCase === undefined) throw new Error(`${file} exports no corpusCase`)
  if (!file.startsWith(`${corpusCase.id.toLowerCase()}-`)) {
    throw new Error(`${file} holds ${corpusCase.id}: its name must begin with that`)
  }
  return corpusCase
}
