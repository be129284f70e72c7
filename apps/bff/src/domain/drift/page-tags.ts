import { forbidsBase, type ScriptTag } from '../bundle/content-policy.ts'
import type { Attributes } from './html-tags.ts'
import { rootOf } from './path-in-site.ts'

type Found = Pick<ScriptTag, 'place' | 'path' | 'kind'> & Partial<Pick<ScriptTag, 'text'>>

/** Of a tag these are not heeded. https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-content-security-policy */
const headerOnly = /^\s*(sandbox|frame-ancestors|report-uri)\b/i

/** Gathers the tags of a page that a Content-Security-Policy judges, each with the policies that hold where it stands. */
export function collectTags(headerPolicies: readonly string[], siteUrl: string) {
  const policies = [...headerPolicies]
  const tags: ScriptTag[] = []
  let isHead = true
  let refusedBase: RefusedBase | null = null
  let isRelative = false
  return {
    policies,
    tags,
    add: ({ place, path, kind, text = '' }: Found, attributes: Attributes): void => {
      const { nonce = null, integrity = null } = attributes
      const isAsync = 'async' in attributes
      tags.push({ place, path, kind, isAsync, text, nonce, integrity, policies: [...policies] })
    },
    /** Browsers heed the policy of a tag in the head alone. */
    leaveHead: (): void => {
      isHead = false
    },
    meta: (content: string): void => {
      if (isHead)
        policies.push(
          content
            .split(';')
            .filter((directive) => !headerOnly.test(directive))
            .join(';'),
        )
    },
    /** What the page's addresses are resolved against: nothing where a policy forbids its `<base>`. */
    base: (address: string): string => {
      const forbidden = forbidsBase(policies, address, siteUrl)
      if (forbidden === null) return address
      const isElsewhere = URL.parse(address, rootOf(siteUrl))?.href !== rootOf(siteUrl)
      refusedBase = { address, directive: forbidden.directive, isElsewhere }
      return ''
    },
    /** Takes note of an address of a script or stylesheet: only relative ones need a `<base>`. */
    names: (address: string): void => {
      isRelative ||= !/^([a-z][a-z0-9+.-]*:|\/)/i.test(address.trim())
    },
    refusedBase: (): RefusedBase | null => (isRelative ? refusedBase : null),
  }
}

/** A `<base>` that browsers overlook, with the directive that forbids it. */
export type RefusedBase = {
  readonly address: string
  readonly directive: string
  /** It means another folder than the one in which the page is looked at. */
  readonly isElsewhere: boolean
}
