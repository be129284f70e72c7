import type { Dimension } from '@aws-sdk/client-cloudwatch'
import { AwsError } from '../../wire/aws-error.ts'
import type { Dimensions } from '../../world/metrics/series-key.ts'

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message)
export const validation = (message: string): AwsError => new AwsError('ValidationError', message)

export const dimensionsOf = (dimensions: readonly Dimension[] = []): Dimensions =>
  Object.fromEntries(dimensions.map(({ Name = '', Value = '' }) => [Name, Value]))

export const dimensionList = (dimensions: Dimensions): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))

/** 1, 5, 10, 20, 30 or a multiple of 60 seconds. */
export const checkPeriod = (period: number | undefined): number => {
  if (period === undefined || period < 1 || (![1, 5, 10, 20, 30].includes(period) && period % 60 !== 0))
    throw validation('Period must be 1, 5, 10, 20, 30 or a multiple of 60')
  return period
}
