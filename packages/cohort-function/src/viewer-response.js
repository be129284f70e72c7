// Lockstep's cohorts: CloudFront Function for the event viewer-response, runtime cloudfront-js-2.0.
// Gives a visitor the cookie that the function for viewer-request decided. Language: ES 5.1 with const and let.
const COOKIE = 'lockstep-cohort'
const COOKIE_HEADER = 'x-lockstep-cohort-cookie'
const DOMAIN_HEADER = 'x-lockstep-cohort-domain'
const SECONDS = 30 * 24 * 3600

function handler(event) {
  const response = event.response
  try {
    const headers = event.request.headers
    const value = valueOf(headers[COOKIE_HEADER])
    if (value !== '') {
      response.cookies[COOKIE] = { value: value, attributes: attributesFor(headers) }
      // A page that the browser keeps would outlive its cohort: the next load has to come by here.
      response.headers['cache-control'] = { value: 'private, no-cache' }
    }
  } catch (error) {
    console.log('lockstep: ' + error)
  }
  return response
}

function attributesFor(headers) {
  const domain = valueOf(headers[DOMAIN_HEADER])
  return (
    'Path=/; Max-Age=' +
    SECONDS +
    '; SameSite=Lax' +
    (domain === '' ? '' : '; Domain=' + domain) +
    (isHttps(headers) ? '; Secure' : '')
  )
}

// The event names no protocol. CloudFront tells it in a header where a policy asks for that; else browsers betray it,
// which send Sec-Fetch-Site only where a connection can be trusted.
function isHttps(headers) {
  const told = valueOf(headers['cloudfront-forwarded-proto'])
  return told === '' ? headers['sec-fetch-site'] !== undefined : told === 'https'
}

function valueOf(field) {
  return field === undefined ? '' : field.value
}
