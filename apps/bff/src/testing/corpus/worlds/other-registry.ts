import type { BuiltWorld } from '../corpus-case.ts'
import { registerImage, runInstead } from './redeploy.ts'

const place = { accountId: '111122223333', region: 'us-east-1' }

/**
 * Moves the environment's images to a registry of another account and region, which lets in whom `principal` names, and
 * runs the service `runs` from there. The environment's own registry has none of them.
 */
export function moveToOtherRegistry(rig: BuiltWorld, principal: (accountId: string) => string): void {
  const { world, built } = rig
  const own = world.ecr.repository(built.repository)
  const other = world.at(place).ecr
  const moved = other.createRepository(built.repository)
  for (const [digest, image] of own.images) moved.images.set(digest, image)
  for (const [digest, blob] of own.blobs) moved.blobs.set(digest, blob)
  for (const [tag, digest] of own.tags) moved.tags.set(tag, digest)
  moved.policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal(world.context.accountId) }, Action: 'ecr:*' }],
  })
  const from = (name: string) => `${moved.uri}@${built.version(name).digest}`
  registerImage(rig, from('previous'))
  runInstead(rig, from('current'))
  world.ecr.repositories.delete(built.repository)
  // Only the one service is asked for its version.
  const replaced = world.ecs.service(built.cluster, built.service)
  if (replaced === null) return
  replaced.desiredCount = 0
  world.ecs.reconcile(replaced)
}
