import type { ContainerBehaviour } from '../world.ts'

type Descriptor = { readonly digest: string }
type ManifestText = { readonly config?: Descriptor; readonly manifests?: readonly Descriptor[] }
type ConfigText = { readonly config?: { readonly Labels?: Readonly<Record<string, string>> } }

/** Labels of a manifest's config, or of the first manifest of an index; none when they cannot be found. */
export function labelsOf(
  manifest: string,
  read: (digest: string) => string | undefined,
): Readonly<Record<string, string>> {
  const { config, manifests } = JSON.parse(manifest) as ManifestText
  const next = read((config ?? manifests?.[0])?.digest ?? '')
  if (next === undefined) return {}
  return config ? ((JSON.parse(next) as ConfigText).config?.Labels ?? {}) : labelsOf(next, read)
}

/** How a container of an image with these labels behaves. */
export function behaviourOf(labels: Readonly<Record<string, string>>): ContainerBehaviour {
  const health = labels['sim.health']
  return {
    health: health === 'fail' || health === 'crash' ? health : 'pass',
    errorRate: Number(labels['sim.error-rate'] ?? 0),
    latencyMilliseconds: Number(labels['sim.latency-ms'] ?? 40),
    version: labels['org.opencontainers.image.version'] ?? 'unknown',
    commit: labels['org.opencontainers.image.revision'] ?? 'unknown',
  }
}
