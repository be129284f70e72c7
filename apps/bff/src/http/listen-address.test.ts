import { expect, test } from 'vitest'
import { checkListenAddress, hostsOf, urlOf } from './listen-address.ts'

test.each(['0.0.0.0', '::', '192.168.1.2', 'example.com', ''])(
  'without sign-in %j is refused with what is allowed',
  (host) => {
    const checked = checkListenAddress(host, false)
    expect(checked.ok ? null : checked.problem.remedy).toBe('Listen on 127.0.0.1, ::1, localhost.')
  },
)

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4600'],
  ['::1', 'http://[::1]:4600'],
])('the address of %s can be opened as it is printed, and its host is answered', (host, url) => {
  expect(checkListenAddress(host, false).ok).toBe(true)
  expect(urlOf(host, 4600)).toBe(url)
  expect([...hostsOf(host, 4600)]).toContain(new URL(url).host)
})
