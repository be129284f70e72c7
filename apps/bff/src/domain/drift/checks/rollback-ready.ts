import { isVersionOf } from '../../artifact/version-names.ts'
import { commonDigest } from '../common-digest.ts'
import { needSidecars } from '../needs.ts'
import { need } from '../rule.ts'
import type { DriftRule } from '../rule.ts'
import { instructions } from '../remedies.ts'

/** The version to go back to still has all that it needs. */
export const rollbackReady: DriftRule = {
  id: 'rollback-ready',
  question: 'whether a rollback is possible',
  explainedByRelease: false,
  needs: (o) => [
    ...needSidecars(o),
    need(
      'the version to go back to',
      o.rollback,
      ({ version, image, taskDefinition }) => `${version}: image ${image}, task definition ${taskDefinition}`,
    ),
  ],
  find({ rollback, tasks, runningImage, sidecars }) {
    const expected = 'an earlier version with its image'
    if (rollback.state === 'unreadable') return null
    const running = tasks.state === 'read' ? commonDigest(tasks.value) : null
    // What runs is nowhere to go back to, under whatever name; nor is another build of the same name.
    const names = runningImage.state === 'read' ? runningImage.value.tags : []
    if (
      rollback.state === 'absent' ||
      rollback.value.digest === running ||
      isVersionOf(rollback.value.version, names)
    ) {
      const sentence = 'There is no earlier version to go back to.'
      return { status: 'warn', expected, observed: 'none', sentence }
    }
    const { version, image, taskDefinition } = rollback.value
    if (image === 'gone') {
      return {
        status: 'fail',
        expected,
        observed: `${version} without image`,
        sentence: `A rollback to ${version} would fail: its image is gone from the registry.`,
        remedy: instructions(
          'Keep images longer',
          `Push the image of ${version} again, and let the lifecycle policy of the repository keep the last versions.`,
        ),
      }
    }
    const { unfit } = rollback.value
    if (unfit !== undefined)
      return {
        status: 'warn',
        expected,
        observed: `${version} for ${unfit.made.join(', ')}`,
        sentence: `A rollback to ${version} would not start: its image is made for ${unfit.made.join(', ')} only, and the tasks run on ${unfit.wanted}.`,
      }
    // A release registers today's definition with the older image, or uses one that differs in nothing else.
    const lost = (sidecars?.state === 'read' ? sidecars.value : []).find(({ named }) => named === 'gone')
    if (lost !== undefined)
      return {
        status: 'warn',
        expected,
        observed: `${version} without ${lost.image}`,
        sentence: `A rollback to ${version} would not start: the image of the container ${lost.container}, ${lost.image}, is gone from the registry.`,
      }
    const how =
      taskDefinition === 'active'
        ? 'its task definition is active'
        : 'its task definition will be registered again'
    return {
      status: 'ok',
      expected,
      observed: version,
      sentence: `Ready to go back to ${version}: the image is there, ${how}.`,
    }
  },
}
