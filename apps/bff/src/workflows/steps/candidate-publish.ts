import type { RunStep } from '../step-context.ts'
import { publish } from './frontend-publish.ts'

/** Puts the candidate's pages beside the site's own; nobody gets them before the rollout sends them there. */
export const candidatePublish: RunStep = (context) => publish(context, context.ports.candidate.publish)
