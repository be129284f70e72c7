import { expect, it } from 'vitest'
import { isSameImage } from './same-image.ts'

const of = (...images: string[]) =>
  images.map((image) => {
    const [digest = '', platform = null] = image.split(' ')
    return { digest, platform }
  })
const amd = 'linux/amd64'

it.each<[string, string[], string[], string | null, boolean]>([
  ['an index that holds it', ['m linux/amd64'], ['m linux/amd64', 'a linux/arm64'], amd, true],
  ['an index that holds it, where nobody says what tasks run on', ['m'], ['m', 'a'], null, true],
  [
    'an index that holds another one for these tasks',
    ['a linux/arm64'],
    ['m linux/amd64', 'a linux/arm64'],
    amd,
    false,
  ],
  [
    'two indexes with the same image for these tasks',
    ['m linux/amd64'],
    ['m linux/amd64', 'b linux/arm64'],
    amd,
    true,
  ],
  [
    'two indexes with other images',
    ['m linux/amd64', 'a linux/arm64'],
    ['n linux/amd64', 'a linux/arm64'],
    amd,
    false,
  ],
  ['two indexes of which one image differs, where nobody says', ['m', 'a'], ['n', 'a'], null, false],
  ['another image', ['m linux/amd64'], ['n linux/amd64'], amd, false],
  ['an index without an image for these tasks', ['a linux/arm64'], ['b linux/arm64'], amd, false],
])('tells %s', (_name, one, other, platform, expected) => {
  expect(isSameImage(of(...one), of(...other), platform)).toBe(expected)
  expect(isSameImage(of(...other), of(...one), platform)).toBe(expected)
})
