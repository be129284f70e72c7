import { parseVersionFile } from '../../../domain/drift/parse-version-file.ts'
import {
  htmlValue,
  read,
  site,
  version,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const withoutZone = (at: Date): string => at.toISOString().slice(0, 19)

export const corpusCase = defineCase({
  id: 'F6',
  title: 'A time of deployment without a zone',
  world:
    'Line 3 of `version.txt` says 2026-11-19T10:30:00, and Lockstep runs where clocks show another zone.',
  source: 'cases.md',
  right: { 'deploy-skew': { status: 'ok' }, drift: { status: 'ok' }, exit: { status: '0' } },
  rules: () => {
    const zone = process.env['TZ']
    process.env['TZ'] = 'Asia/Tokyo'
    const file = parseVersionFile(`${version}\nimage\n2026-11-19T10:30:00\n`)
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    const versionFile = read({ ...versionFileValue, ...file })
    return driftAnswers({ bucket: site({ html: read(htmlValue), versionFile }), edge: site({ versionFile }) })
  },
  wire: {
    change: ({ world, built, clock }) => {
      const text = `${built.version('current').version}\nimage\n${withoutZone(new Date(clock.now() - 3 * 3_600_000))}\n`
      world.s3.put(built.bucket, 'version.txt', text, { cacheControl: 'public,max-age=60,must-revalidate' })
    },
  },
  server: true,
})
