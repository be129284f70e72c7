// Lockstep's cohorts: CloudFront Function for the event viewer-request, runtime cloudfront-js-2.0.
// Decides at a page load whether a visitor gets the candidate or the baseline, and sends the request there.
// Whatever goes wrong, the visitor gets the baseline. Language: ES 5.1 with const, let and async, for that is what runs.
import cf from 'cloudfront'

// In the key value store: {"rollout":"4f7k2m9q","percent":12.5,"prefix":"candidate/","domain":"shop.example"}
const KEY = 'cohort'
const COOKIE = 'lockstep-cohort'
// Who the visitor is, for the origin; a caller may name it to look at one side, and then gets no cookie.
const COHORT_HEADER = 'x-lockstep-cohort'
// What the function for viewer-response is to set; never taken from a visitor.
const COOKIE_HEADER = 'x-lockstep-cohort-cookie'
const DOMAIN_HEADER = 'x-lockstep-cohort-domain'
const BUCKETS = 10000

async function handler(event) {
  const request = event.request
  const named = valueOf(request.headers[COHORT_HEADER])
  delete request.headers[COOKIE_HEADER]
  delete request.headers[DOMAIN_HEADER]
  request.headers[COHORT_HEADER] = { value: 'baseline' }
  const rollout = await readRollout()
  try {
    apply(request, rollout, named)
  } catch (error) {
    console.log('lockstep: ' + error)
  }
  return request
}

/** Null when there is no rollout, or when what the store holds is none. */
async function readRollout() {
  try {
    const found = await cf.kvs().get(KEY, { format: 'json' })
    const isRollout =
      isText(found.rollout, /^[0-9a-z]{1,32}$/) &&
      typeof found.percent === 'number' &&
      found.percent >= 0 &&
      found.percent <= 100 &&
      isText(found.prefix, /^[0-9A-Za-z][0-9A-Za-z._/-]*\/$/) &&
      (found.domain === undefined || typeof found.domain === 'string')
    return isRollout ? found : null
  } catch (error) {
    return null
  }
}

function apply(request, rollout, named) {
  const known = parse(valueOf(request.cookies[COOKIE]))
  const kind = kindOf(request, rollout)
  if (rollout === null || rollout.percent === 0) return standDown(request, rollout, known, kind)
  const own = known !== null && known.rollout === rollout.rollout ? known : null
  const isNamed = named === 'candidate' || named === 'baseline'
  let cohort = own === null ? 'baseline' : own.cohort
  if (isNamed) cohort = named
  else if (kind === 'load') {
    const bucket = own === null ? Math.floor(Math.random() * BUCKETS) : own.bucket
    // Rounded: 0.07 * 100 is a little more than 7.
    cohort = bucket < Math.round((rollout.percent * BUCKETS) / 100) ? 'candidate' : 'baseline'
    remember(request, rollout, { rollout: rollout.rollout, cohort: cohort, bucket: bucket })
  }
  request.headers[COHORT_HEADER] = { value: cohort }
  if (kind === 'pass') return
  if (cohort === 'candidate') request.uri = '/' + rollout.prefix + pageOf(request.uri)
  else if (kind === 'load') request.uri = baselinePage(request.uri)
}

/** Nobody is a candidate any more: who still has the cookie of one loses it with the next page, not under an open one. */
function standDown(request, rollout, known, kind) {
  if (known === null || known.cohort !== 'candidate') return
  if (kind === 'load') {
    remember(request, rollout, { rollout: known.rollout, cohort: 'baseline', bucket: known.bucket })
    request.uri = baselinePage(request.uri)
  } else if (kind === 'pass' && rollout !== null && known.rollout === rollout.rollout) {
    request.headers[COHORT_HEADER] = { value: 'candidate' }
  }
}

function remember(request, rollout, seat) {
  request.headers[COOKIE_HEADER] = { value: seat.rollout + '-' + seat.cohort + '.' + seat.bucket }
  const domain = rollout === null ? undefined : rollout.domain
  if (isText(domain, /^[0-9A-Za-z.-]+$/)) request.headers[DOMAIN_HEADER] = { value: domain }
}

/** load: a page, decide. follow: a page file that an open page asks for, of the same cohort. pass: anything else. */
function kindOf(request, rollout) {
  const uri = request.uri
  if (request.method !== 'GET' && request.method !== 'HEAD') return 'pass'
  if (uri.indexOf('/assets/') === 0 || uri.indexOf('/.') !== -1) return 'pass'
  if (rollout !== null && uri.indexOf('/' + rollout.prefix) === 0) return 'pass'
  if (uri === '/version.txt') return 'follow'
  const isFile = lastOf(uri).indexOf('.') !== -1
  if (isFile && !isHtml(uri)) return 'pass'
  const target = valueOf(request.headers['sec-fetch-dest'])
  const isLoad = target === '' || target === 'document' || target === 'iframe' || target === 'frame'
  if (isLoad) return 'load'
  return uri === '/' || isFile ? 'follow' : 'pass'
}

/** The file below the prefix: every address without one of its own is the single page application's. */
function pageOf(uri) {
  return uri === '/version.txt' || isHtml(uri) ? uri.slice(1) : 'index.html'
}

// CloudFront runs no viewer-response function when the origin answers 4xx, so that an address which only the error page
// serves could never be given its cookie. The root is the distribution's own affair.
function baselinePage(uri) {
  return uri === '/' || isHtml(uri) ? uri : '/index.html'
}

function isHtml(uri) {
  return /\.html?$/i.test(uri)
}

function lastOf(uri) {
  return uri.slice(uri.lastIndexOf('/') + 1)
}

/** <rollout>-<cohort>.<bucket>; null for anything else. */
function parse(text) {
  const parts = /^([0-9a-z]{1,32})-(candidate|baseline)\.([0-9]{1,4})$/.exec(text)
  return parts === null ? null : { rollout: parts[1], cohort: parts[2], bucket: Number(parts[3]) }
}

function isText(value, pattern) {
  return typeof value === 'string' && pattern.test(value)
}

function valueOf(field) {
  return field === undefined ? '' : field.value
}
