type Platform = { readonly os?: string; readonly architecture?: string }
type Entry = { readonly digest: string; readonly platform?: Platform }
type ManifestText = { readonly config?: { readonly digest: string }; readonly manifests?: readonly Entry[] }

/** What an image runs on: of an index each entry, of a single image what its config says. Null: nothing that it says. */
export type ImagePlatforms = { readonly isIndex: boolean; readonly names: readonly string[] | null }

/** Reads them off a manifest; `read` gives the text of a blob or of another manifest. */
export function platformsOf(manifest: string, read: (digest: string) => string | undefined): ImagePlatforms {
  const { config, manifests } = JSON.parse(manifest) as ManifestText
  if (manifests === undefined) {
    const name = nameOf(JSON.parse(read(config?.digest ?? '') ?? '{}') as Platform)
    return { isIndex: false, names: name === null ? null : [name] }
  }
  const names = manifests.map((entry) => {
    const below = entry.platform === undefined ? read(entry.digest) : undefined
    return entry.platform !== undefined
      ? nameOf(entry.platform)
      : below === undefined
        ? null
        : (platformsOf(below, read).names?.[0] ?? null)
  })
  return { isIndex: true, names: names.some((name) => name === null) ? null : (names as string[]) }
}

/** Without the variant: what ECS offers, `linux/amd64` and `linux/arm64`, has none that counts. */
const nameOf = ({ os, architecture }: Platform): string | null =>
  os === undefined || architecture === undefined || architecture === '' ? null : `${os}/${architecture}`
