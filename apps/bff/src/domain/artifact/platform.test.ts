import { expect, it } from 'vitest'
import { fitsPlatform, platformName, taskPlatform } from './platform.ts'

it.each([
  ['linux', 'amd64', null, 'linux/amd64'],
  ['linux', 'amd64', 'v1', 'linux/amd64'],
  ['linux', 'arm64', 'v8', 'linux/arm64'],
  ['linux', 'arm', 'v7', 'linux/arm/v7'],
  ['windows', 'amd64', undefined, 'windows/amd64'],
])('names %s %s %s', (os, architecture, variant, name) => {
  expect(platformName({ os, architecture, variant })).toBe(name)
})

it.each<[string[], string, 'yes' | 'perhaps' | 'no']>([
  [['linux/amd64', 'linux/arm64'], 'linux/arm64', 'yes'],
  [['linux/arm64'], 'linux/amd64', 'no'],
  [['linux/amd64'], 'linux/arm64', 'no'],
  [['linux/amd64'], 'windows/amd64', 'no'],
  [['linux/386'], 'linux/amd64', 'perhaps'],
  [['linux/amd64/v3'], 'linux/amd64', 'perhaps'],
  [['linux/arm/v7'], 'linux/arm64', 'perhaps'],
  [['linux/arm/v7'], 'linux/amd64', 'no'],
])('of %j on %s: %s', (image, wanted, fits) => {
  expect(fitsPlatform(image, wanted)).toBe(fits)
})

it.each<[Parameters<typeof taskPlatform>[0], string[], string | null]>([
  [{}, ['FARGATE'], 'linux/amd64'],
  [{ cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' }, ['FARGATE'], 'linux/arm64'],
  [{ cpuArchitecture: 'ARM64' }, [], 'linux/arm64'],
  [{ operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ['FARGATE'], 'windows/amd64'],
  [{}, ['EC2'], null],
  [{}, ['EC2', 'FARGATE'], null],
  [{}, [], null],
])('tasks of %j for %j run on %s', (runtime, compatibilities, platform) => {
  expect(taskPlatform(runtime, compatibilities)).toBe(platform)
})
