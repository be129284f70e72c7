import type { ParsedHtml } from '../drift/parse-html.ts'
import { isRefused, typeWords, type StatedType } from './content-type.ts'
import { decodePath } from './script-links.ts'

/**
 * Which files of a site browsers refuse for the type that they state. What must say that it is a script shows only while
 * the scripts are read, so that it is judged when all have been.
 */
export function collectTypes({ modules, hasDoctype }: Pick<ParsedHtml, 'modules' | 'hasDoctype'>) {
  const types = new Map<string, StatedType & { readonly isStyle: boolean }>()
  const strict = new Set(modules)
  return {
    see: (path: string, { contentType, isNoSniff }: StatedType, isStyle: boolean) =>
      types.set(path, { contentType, isNoSniff, isStyle }),
    demand: (paths: readonly string[]) => paths.forEach((path) => strict.add(path)),
    /** Each reads on after "browsers refuse". */
    refused: (): { readonly path: string; readonly text: string }[] =>
      [...types].flatMap(([path, { isStyle, ...type }]) => {
        // Without a doctype browsers take any type for a stylesheet of the same site.
        if (isStyle && !hasDoctype && type.isNoSniff !== true) return []
        const as = isStyle ? 'style' : strict.has(path) ? 'module' : 'script'
        return isRefused(path, type, as)
          ? [{ path, text: `${decodePath(path)}: it is served as ${typeWords(type)}` }]
          : []
      }),
  }
}
