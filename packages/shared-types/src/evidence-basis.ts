import { z } from 'zod'

/**
 * What a result rests on: what was `read` itself; a `build-record` that the build wrote; settings under their names in the
 * scripts that the page leads to (`module-graph`); or a value that stands there without a name (`text`), the weakest.
 */
export const EvidenceBasis = z.enum(['read', 'build-record', 'module-graph', 'text'])
export type EvidenceBasis = z.infer<typeof EvidenceBasis>
