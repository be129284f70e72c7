import { environment as fixture } from '../../drift/testing/drift-fixture.ts'
import type { Environment } from '../../environment.ts'
import { sumUp, type BundleEvidence } from '../bundle-evidence.ts'
import type { DeclaredEndpoint } from '../declared-endpoint.ts'
import { scanScript, type ScriptFacts } from '../scan-script.ts'
import { wantedOf, type Wanted } from '../wanted.ts'

/** All that a script says, at once. */
export function scanAll(text: string, wanted: Wanted): ScriptFacts {
  const work = scanScript(text, wanted)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** What scripts say together, by path, for an environment. */
export function evidenceOf(
  scripts: Readonly<Record<string, string>>,
  environment: Environment = fixture,
  gaps: {
    readonly unread?: readonly string[]
    readonly missing?: readonly string[]
    readonly refused?: readonly string[]
    readonly version?: string
    readonly declared?: DeclaredEndpoint
    readonly attributes?: readonly string[]
    readonly policies?: readonly string[]
  } = {},
): BundleEvidence {
  const wanted = wantedOf(environment, gaps.version ?? null)
  const facts = new Map(Object.entries(scripts).map(([path, text]) => [path, scanAll(text, wanted)]))
  return sumUp(facts, wanted, {
    unread: gaps.unread ?? [],
    missing: gaps.missing ?? [],
    refused: gaps.refused ?? [],
    declared: gaps.declared ?? null,
    attributes: gaps.attributes ?? [],
    policies: gaps.policies ?? [],
  })
}
