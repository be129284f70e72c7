import { decisionIds, severities } from '@lockstep/shared-types/decision'
import { metricIds } from '@lockstep/shared-types/measurement'
import { metricTitle } from '../../vocabulary/charts/metric-title.ts'
import { decisionLook, severityWord } from '../../vocabulary/rollout/decision-look.ts'

export const metricItems = metricIds.map((value) => ({ value, label: metricTitle[value] }))

export const levelItems = [
  { value: 'warning', label: 'Warning' },
  { value: 'critical', label: 'Critical' },
] as const

export const sideItems = [
  { value: 'above', label: 'above' },
  { value: 'below', label: 'below' },
] as const

export const severityItems = severities.toReversed().map((value) => ({ value, label: severityWord[value] }))

export const decisionItems = decisionIds
  .toReversed()
  .map((value) => ({ value, label: decisionLook[value].word }))

export const conditionItems = [
  { value: 'metric', label: 'A metric' },
  { value: 'unavailable', label: 'The API is down' },
  { value: 'worse-than-baseline', label: 'Worse than the baseline' },
] as const

export const comparisonItems = [
  { value: 'none', label: 'Not compared' },
  { value: 'not-worse', label: 'Not worse than the baseline' },
  { value: 'better', label: 'Better than the baseline' },
] as const

export const promotionItems = [
  { value: 'automatic', label: 'By itself' },
  { value: 'manual', label: 'A person presses Promote' },
] as const
