import { expect, it } from 'vitest'
import { parseImageReference } from './image-reference.ts'

const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
const digest = `sha256:${'a'.repeat(64)}`

it.each([
  [`${registry}/shop:v1`, { registry, repository: 'shop', tag: 'v1', digest: null }],
  [`${registry}/team/shop@${digest}`, { registry, repository: 'team/shop', tag: null, digest }],
  [`${registry}/shop:v1@${digest}`, { registry, repository: 'shop', tag: 'v1', digest }],
  ['127.0.0.1:5000/shop', { registry: '127.0.0.1:5000', repository: 'shop', tag: 'latest', digest: null }],
  ['team/shop:1.4.2', { registry: null, repository: 'team/shop', tag: '1.4.2', digest: null }],
])('splits %s', (image, parts) => {
  expect(parseImageReference(image)).toEqual(parts)
})
