import { startSimulator } from '../../packages/aws-sim/src/index.ts'
import { buildLayer } from '../../packages/aws-sim/src/world/images/layer.ts'
import { siteFiles } from './site-files.ts'

/** A simulator of its own with the image and three empty buckets; says where it is, and ends with its parent. */
const simulator = await startSimulator({
  scenario: async (world) => {
    world.ecr.createRepository('storefront')
    world.s3.createBucket('bench-lockstep')
    // Its ETags say nothing of contents.
    world.s3.createBucket('bench-kms').kmsKey = 'arn:aws:kms:eu-west-1:123456789012:key/bench'
    world.s3.createBucket('bench-sync')
    const entries = [...siteFiles()].map(({ path, body }) => ({ path: `app/dist/public/${path}`, body }))
    return world.ecr.pushImage('storefront', {
      tags: ['v1'],
      layers: [buildLayer([{ path: 'etc/hosts', body: '' }]), buildLayer(entries)],
      labels: {},
      createdAt: new Date('2026-11-20T10:00:00Z'),
    }).digest
  },
})
process.send?.({ url: simulator.url, digest: simulator.scenario })
process.once('disconnect', () => void simulator.close().then(() => process.exit(0)))
