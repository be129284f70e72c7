import { expect, it } from 'vitest'
import { shareCredentials } from './shared-credentials.ts'

const key = (name: string) => ({ accessKeyId: name, secretAccessKey: 'secret' })

it('asks once for all who need credentials, and again shortly before they end', async () => {
  let now = 0
  let asked = 0
  const shared = shareCredentials(
    () => async () => ({ ...key(`key-${(asked += 1)}`), expiration: new Date(now + 3_600_000) }),
    () => now,
  )
  await Promise.all([shared(), shared(), shared()])
  expect(asked).toBe(1)
  now = 3_400_000
  expect(await shared()).toMatchObject({ accessKeyId: 'key-2' })
})

it('does not keep a failure', async () => {
  let there = false
  const shared = shareCredentials(() => async () => {
    if (!there) throw new Error('not there')
    return key('later')
  })
  await expect(shared()).rejects.toThrow('not there')
  there = true
  expect(await shared()).toMatchObject({ accessKeyId: 'later' })
})

it('looks anew once AWS has refused what there is, and makes anew what looks', async () => {
  const made: string[] = []
  const shared = shareCredentials(() => {
    made.push(`key-${made.length + 1}`)
    const found = key(made.at(-1) ?? '')
    return async () => found
  })
  expect(await shared()).toMatchObject({ accessKeyId: 'key-1' })
  shared.forget()
  shared.forget()
  expect(await shared()).toMatchObject({ accessKeyId: 'key-2' })
  expect(made).toEqual(['key-1', 'key-2'])
})
