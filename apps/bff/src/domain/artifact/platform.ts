/** What an image is made for, or tasks run on, in the words of images: `linux/amd64`, `linux/arm/v7`. */
type Platform = {
  readonly os: string
  readonly architecture: string
  readonly variant?: string | null | undefined
}

/** The image of one platform, by its manifest's digest; null where neither index nor config says which it is. */
export type PlatformImage = { readonly digest: string; readonly platform: string | null }

/** The usual variants go without saying: ECS knows none. */
const usualVariants: readonly string[] = ['', 'amd64/v1', 'arm64/v8']

export function platformName({ os, architecture, variant }: Platform): string {
  const isUsual = !variant || usualVariants.includes(`${architecture}/${variant}`)
  return `${os}/${architecture}${isUsual ? '' : `/${variant}`}`
}

/** What tasks of a 64-bit processor may run as well: 32-bit programs, and those for newer ones of its kind. */
const mayRunAlso: Readonly<Record<string, RegExp>> = {
  'linux/amd64': /^linux\/(?:386|amd64\/.+)$/,
  'linux/arm64': /^linux\/arm(?:\/.+|64\/.+)?$/,
}

/** Whether an image of these platforms runs on tasks of this one. `perhaps`: on some processors of that kind. */
export function fitsPlatform(image: readonly string[], wanted: string): 'yes' | 'perhaps' | 'no' {
  if (image.includes(wanted)) return 'yes'
  return image.some((one) => mayRunAlso[wanted]?.test(one) === true) ? 'perhaps' : 'no'
}

/** What the images of a digest are made for; null where not all of them say it. */
export function platformNames(images: readonly PlatformImage[]): string[] | null {
  const names = images.flatMap(({ platform }) => platform ?? [])
  return names.length === images.length ? names : null
}

/** Whether tasks of this platform certainly cannot run the image. What is not known of either is no objection. */
export const cannotRun = (image: readonly string[] | null, wanted: string | null): boolean =>
  image !== null && wanted !== null && fitsPlatform(image, wanted) === 'no'

const architectures: Readonly<Record<string, string>> = { X86_64: 'amd64', ARM64: 'arm64' }

/** What a task definition says of it. */
export type RuntimePlatform = {
  /** `X86_64` or `ARM64`. */
  readonly cpuArchitecture?: string | undefined
  /** `LINUX`, `WINDOWS_SERVER_2022_CORE`, … */
  readonly operatingSystemFamily?: string | undefined
}

/**
 * What the tasks of a task definition run on; null where the instances of the cluster decide. Fargate takes LINUX on
 * X86_64 unless it says otherwise. https://repost.aws/knowledge-center/ecs-task-exec-format-error
 */
export function taskPlatform(
  { cpuArchitecture, operatingSystemFamily }: RuntimePlatform,
  compatibilities: readonly string[],
): string | null {
  const isFargate = compatibilities.length > 0 && compatibilities.every((one) => one === 'FARGATE')
  if (cpuArchitecture === undefined && !isFargate) return null
  const said = cpuArchitecture ?? 'X86_64'
  const os = operatingSystemFamily?.startsWith('WINDOWS') === true ? 'windows' : 'linux'
  return platformName({ os, architecture: architectures[said] ?? said.toLowerCase() })
}
