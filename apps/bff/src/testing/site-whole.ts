import type { Simulator } from '@lockstep/aws-sim'
import type { FaultWorld } from './fault-rig.ts'

const versionIn = (html: string): string | undefined => /data-build-version="([^"]+)"/.exec(html)?.[1]

/** Every file that a page or a script names: `/assets/x.js` in a page, `./x.js` in a script. */
function referencesIn(text: string): string[] {
  const inPage = [...text.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path = '']) => path)
  const inScript = [...text.matchAll(/["']\.\/([\w.-]+\.js)["']/g)].map(([, name = '']) => `assets/${name}`)
  return [...inPage, ...inScript]
}

/**
 * What is broken in the site as its users get it and as the bucket holds it: a version that is neither the old nor
 * the new one, or a file that is named and not there. Nothing when the site is whole.
 */
export async function brokenParts(
  { world }: Simulator<undefined>,
  { built }: FaultWorld,
): Promise<readonly string[]> {
  const versions = [built.version('current').version, built.version('next').version]
  const fromEdge = async (path: string): Promise<string | null> => {
    const response = await fetch(`${built.siteUrl}/${path}`)
    return response.ok ? await response.text() : null
  }
  const fromBucket = async (path: string): Promise<string | null> => {
    const body = world.s3.get(built.bucket, path)?.body
    return body === undefined ? null : Buffer.from(body).toString()
  }
  const found = await Promise.all(
    Object.entries({ edge: fromEdge, bucket: fromBucket }).map(async ([where, read]) => {
      const html = (await read('index.html')) ?? ''
      const version = versionIn(html) ?? 'none'
      const broken = versions.includes(version) ? [] : [`${where}: the page is of version ${version}`]
      const named = new Set(referencesIn(html))
      for (const path of named) {
        const text = await read(path)
        if (text === null) broken.push(`${where}: ${path} is not there`)
        else if (path.endsWith('.js')) for (const more of referencesIn(text)) named.add(more)
      }
      // The page, the entry with its two chunks, the style sheet, the icon.
      return named.size >= 5 ? broken : [...broken, `${where}: the page names only ${[...named].join(' ')}`]
    }),
  )
  return found.flat()
}
