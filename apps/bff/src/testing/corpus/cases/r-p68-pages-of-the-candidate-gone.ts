import { advance } from '../../../domain/rollout/advance.ts'
import type { CandidateSite } from '../../../domain/rollout/candidate-site.ts'
import { bakingAt, look } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase } from '../corpus-case.ts'

/** One look at 10 % whose bake time is over. */
function lookWith(site: CandidateSite | undefined) {
  const { state } = advance(bakingAt(0, { bakedSeconds: 600 }), { ...look(15, 10), site })
  const { wantedPercent, phase, decision } = state
  return { status: `${wantedPercent} %, ${phase}`, sentence: decision?.sentence ?? '' }
}

export const corpusCase = defineCase({
  id: 'R-P68',
  title: 'Another pipeline takes the candidate’s pages out of the bucket',
  world:
    'At 10 % of a paired rollout `aws s3 sync --delete` of another pipeline removes the pages of the candidate: a tenth of the users get 403. The backend’s numbers are well.',
  source: 'https://github.com/MARKETProtocol/website/issues/155',
  right: {
    gone: { status: '10 %, held', says: [/candidate\/index\.html/, /zero/] },
    'not known': { status: '10 %, baking', says: /could not list/i },
    there: { status: '50 %, shifting' },
    'no pages of its own': { status: '50 %, shifting' },
  },
  rules: () => ({
    gone: lookWith({ altered: ['candidate/index.html'] }),
    'not known': lookWith('unreadable'),
    there: lookWith({ altered: [] }),
    'no pages of its own': lookWith(undefined),
  }),
})
