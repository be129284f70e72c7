import type { EvidenceBasis } from '@lockstep/shared-types/evidence-basis'
import { endpointNameOf } from '../drift/expected-settings.ts'
import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import type { Environment } from '../environment.ts'
import type { BundleEvidence } from './bundle-evidence.ts'
import { forbidsCall } from './content-policy.ts'
import { unreadWords } from './judge-bundle.ts'

/** What a site says about the address that it calls. */
export type EndpointVerdict = { readonly observed: string; readonly basis: EvidenceBasis } & (
  | { readonly state: 'right'; /** Reads on after "the frontend". */ readonly how: string }
  | {
      readonly state: 'wrong'
      /** Reads on after "the frontend". */
      readonly why: string
      /** It stands under its name; else it was concluded from what stands there and what does not. */
      readonly isCertain: boolean
      /** It calls the right one, and the page's own Content-Security-Policy makes browsers refuse that. */
      readonly isForbidden?: boolean
    }
  /** `why` reads on after a colon. */
  | { readonly state: 'unsure'; readonly why: string }
)

/** Compares the address that a site calls with the backend's, from where the configuration says that the site has it. */
export function judgeEndpoint(evidence: BundleEvidence, environment: Environment): EndpointVerdict {
  const verdict = judgeAddress(evidence, environment)
  if (verdict.state !== 'right') return verdict
  const { backend, frontend } = environment
  const address = frontend.endpointFrom === 'same-origin' ? frontend.url : backend.url
  const forbidden = forbidsCall(evidence.policies ?? [], address, frontend.url)
  if (forbidden === null) return verdict
  const why = `${verdict.how}, but the page's Content-Security-Policy makes browsers refuse every call of ${new URL(address).origin} (${forbidden.directive})`
  const { observed, basis } = verdict
  return { state: 'wrong', observed, basis, why, isCertain: false, isForbidden: true }
}

function judgeAddress(evidence: BundleEvidence, environment: Environment): EndpointVerdict {
  switch (environment.frontend.endpointFrom) {
    case 'setting':
      return judgeBaked(evidence, environment)
    case 'file':
      return judgeDeclared(evidence, environment)
    case 'same-origin':
      return judgeUnbaked(evidence, 'its own host')
    case 'not-baked':
      return judgeUnbaked(evidence, 'what it is told at run time')
  }
}

function judgeBaked(evidence: BundleEvidence, environment: Environment): EndpointVerdict {
  const name = endpointNameOf(environment)
  const baked = evidence.settings[name]
  const isBare = evidence.bare.includes(name)
  const basis = isBare ? 'text' : evidence.basis
  if (baked === undefined && evidence.embedded.includes(name)) {
    const why = `${name} stands nowhere by itself; ${environment.backend.url} stands inside texts, where a build may have folded it in`
    return { state: 'unsure', observed: 'inside texts', basis: 'text', why }
  }
  if (baked === undefined && evidence.unread.length > 0) {
    const why = `${name} is not in what was looked into; ${unreadWords(evidence)}`
    return { state: 'unsure', observed: 'not found', basis: 'module-graph', why }
  }
  const [missing] = evidence.missing
  if (baked === undefined && missing !== undefined && evidence.record === null) {
    const why = `holds the backend's address (${name}) in none of the scripts that are there; it loads ${missing}, which is not there`
    return { state: 'wrong', observed: 'not found', basis, why, isCertain: false }
  }
  if (baked === undefined) {
    const where =
      evidence.basis === 'build-record'
        ? 'neither in the record of its build nor in its scripts'
        : 'in none of its scripts'
    const why = `holds the backend's address (${name}) ${where}; if it learns it at run time, say so with frontend.endpointFrom`
    return { state: 'wrong', observed: 'not found', basis, why, isCertain: false }
  }
  const wrong = wrongAddress(baked, environment)
  if (wrong !== null) return { state: 'wrong', basis, isCertain: !isBare, ...wrong }
  const doubt = evidence.doubts[name]
  if (doubt !== undefined) return { state: 'unsure', observed: baked, basis, why: `${name} ${doubt}` }
  return {
    state: 'right',
    observed: baked,
    basis,
    how: `calls the right backend, ${environment.backend.url}`,
  }
}

function judgeDeclared(evidence: BundleEvidence, environment: Environment): EndpointVerdict {
  const { declared } = evidence
  const basis = 'read'
  if (declared === null || declared.state === 'unreadable') {
    const why =
      declared === null
        ? 'its file was not looked into'
        : `${declared.file} could not be read (${declared.why})`
    return { state: 'unsure', observed: 'not read', basis, why }
  }
  const { file, key } = declared
  if (declared.state === 'absent')
    return {
      state: 'wrong',
      observed: `no ${file}`,
      basis,
      why: `has no ${file}, from which it should learn the backend's address`,
      isCertain: true,
    }
  const [first, ...others] = declared.values
  if (first === undefined)
    return {
      state: 'wrong',
      observed: `no ${key}`,
      basis,
      why: `has a ${file} that names no ${key}`,
      isCertain: true,
    }
  const wrong = declared.values.map((value) => wrongAddress(value, environment)).find((one) => one !== null)
  if (wrong && others.length > 0)
    return {
      state: 'unsure',
      observed: declared.values.join(' and '),
      basis,
      why: `${key} stands several times in ${file}, as ${declared.values.join(' and as ')}`,
    }
  if (wrong) return { state: 'wrong', basis, isCertain: true, ...wrong }
  const doubt = whyUnused(evidence, file, environment)
  if (doubt !== null) return { state: 'unsure', observed: first, basis, why: doubt }
  return {
    state: 'right',
    observed: first,
    basis,
    how: `calls the right backend, ${environment.backend.url}, as its ${file} says`,
  }
}

/** What speaks against the file's being what the site goes by; null when nothing does. Functions at the edge may write it into the page. */
function whyUnused(
  { rivals, refersToFile, unread }: BundleEvidence,
  file: string,
  { frontend }: Environment,
): string | null {
  if (rivals.length > 0)
    return `${file} names the right address, but ${rivals.join(', ')} ${rivals.length === 1 ? 'stands' : 'stand'} in the code too`
  if (refersToFile || frontend.rewrittenAtEdge) return null
  const rest = unread.length === 0 ? '' : `; ${unreadWords({ unread })}`
  return `${file} names the right address, but neither the page nor its scripts name ${file}, so that nothing shows that it is used${rest}`
}

/** Nothing in the build says what is called; but it may hold what speaks against it. */
function judgeUnbaked(evidence: BundleEvidence, instead: string): EndpointVerdict {
  const basis = evidence.basis
  if (evidence.rivals.length > 0) {
    const observed = evidence.rivals.join(', ')
    return {
      state: 'unsure',
      observed,
      basis,
      why: `it is said to call ${instead}, but ${observed} stands in its code`,
    }
  }
  if (evidence.unread.length > 0)
    return { state: 'unsure', observed: 'nothing baked in', basis, why: unreadWords(evidence) }
  return {
    state: 'right',
    observed: 'nothing baked in',
    basis,
    how: `calls ${instead}, as the configuration says; its code holds no other environment's address`,
  }
}

function wrongAddress(
  address: string,
  { backend, frontend }: Environment,
): { readonly observed: string; readonly why: string } | null {
  if (/^\s|\s$/.test(address) && address.trim() !== '') {
    const why = `calls an address with a blank at its end ("${address}"), so that no call can work`
    return { observed: `"${address}"`, why }
  }
  const observed = address === '' ? 'empty' : address
  return matchEndpoint(address, backend.url, frontend.url) === 'same'
    ? null
    : { observed, why: `calls ${observed}` }
}
