import { existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Where test databases live: in memory where there is plenty of it, since each is unpacked and thrown away within
 * seconds. A container often has 64 MB there, which is too little.
 */
function databaseFolder(): string {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 2 * 1024 ** 3 ? memory : tmpdir()
}

/** These take a minute or more: started last, each would run alone at the end. */
const slow =
  /(crash-\w+|corpus-\w+|faults-\w+|seven-weeks|severities|scopes|release|breach|lost-answer|abort|takeover)\.integration\.test\.ts$/

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: TestSpecification): boolean => slow.test(moduleId)
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{apps,packages}/*/src/**/*.integration.test.ts'],
          env: { TMPDIR: databaseFolder() },
          testTimeout: 180_000,
          hookTimeout: 60_000,
          // Each file starts processes and sockets of its own, on machines of two cores; but it waits half of its time.
          maxWorkers: 3,
        },
      },
    ],
  },
})
