import { advance } from '../../../domain/rollout/advance.ts'
import type { HealthyHalves } from '../../../domain/rollout/traffic.ts'
import { bakingAt, look, measured, press, says } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase, type Answers } from '../corpus-case.ts'

/** One look at 50 % while Lockstep's own call gets 503, then somebody presses To zero. */
function lookWith(subject: string, healthy: HealthyHalves): Answers {
  const usual = look(15, says(50, { healthy }))
  const inputs = { ...measured('well', usual.now), availability: 'down' } as const
  const { state } = advance(bakingAt(1), { ...usual, measured: inputs, lately: inputs })
  const pressed = press(state, { action: 'to-zero', reason: 'Off.' }, { seconds: 16 })
  return {
    [subject]: {
      status: `${state.decision?.decision}, ${state.wantedPercent} %, ${state.end?.by ?? 'goes on'}`,
      sentence: state.held?.reason ?? state.decision?.sentence ?? '',
    },
    [`${subject}, pressed`]: {
      status: pressed.ok ? 'done' : pressed.problem.code,
      ...(pressed.ok ? {} : { sentence: `${pressed.problem.title} ${pressed.problem.remedy}` }),
    },
  }
}

export const corpusCase = defineCase({
  id: 'R-P1',
  title: 'A main half without a healthy target',
  world:
    'At 50 % the main service loses all of its tasks (scaled to zero by hand); the candidate is well. Half of the users get 503 of the load balancer, and so does the call of Lockstep. To send everybody to zero would send everybody to 503.',
  source: 'https://github.com/aws/containers-roadmap/issues/2853',
  right: {
    'main dead': {
      status: 'pause, 50 %, goes on',
      says: [/baseline has no healthy target/, /candidate serves/, /main service back/, /full/],
      never: /back to zero/,
    },
    'main dead, pressed': { status: 'no-healthy-target', says: /go to full/ },
    'both dead': { status: 'rollback-to-zero, 0 %, decision' },
    'both dead, pressed': { status: 'done' },
    'candidate dead': { status: 'rollback-to-zero, 0 %, decision' },
    'candidate dead, pressed': { status: 'done' },
    'not known': { status: 'rollback-to-zero, 0 %, decision' },
    'not known, pressed': { status: 'done' },
  },
  rules: () => ({
    ...lookWith('main dead', { main: false, candidate: true }),
    ...lookWith('both dead', { main: false, candidate: false }),
    ...lookWith('candidate dead', { main: true, candidate: false }),
    ...lookWith('not known', { main: null, candidate: null }),
  }),
})
