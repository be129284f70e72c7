import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok } from '../../domain/result.ts'
import type { ReadTaskLog } from '../../workflows/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'

/** Where the artifact's container writes. */
type Place = { readonly group: string; readonly prefix: string; readonly region: string }

// A log is a help for people: a release does not wait for one that hangs.
const patienceMilliseconds = 3_000
const placesKept = 200

/** Reads what one task wrote to CloudWatch Logs, by the awslogs options of its task definition. */
export function createTaskLogReader(factory: AwsClientFactory): ReadTaskLog {
  // A revision never changes.
  const places = new Map<string, Place | null>()

  const placeOf = async (environment: Environment, arn: string): Promise<Place | null> => {
    const known = places.get(arn)
    if (known !== undefined) return known
    const { ecs } = factory.for(environment)
    const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }))
    const place = toPlace(environment, taskDefinition?.containerDefinitions ?? [])
    if (places.size >= placesKept) places.clear()
    places.set(arn, place)
    return place
  }

  return async (environment, { taskDefinitionArn, taskArn, from, limit, take, goOn }) => {
    let place: Place | null
    try {
      place = await placeOf(environment, taskDefinitionArn)
    } catch (error) {
      return fail(awsProblem(error, 'ecs:DescribeTaskDefinition', nameOf(taskDefinitionArn)))
    }
    if (place === null) return ok({ lines: [], goOn: null })
    const { group, prefix, region } = place
    const { logs } = factory.for({ aws: { ...environment.aws, region } })
    const until = AbortSignal.timeout(patienceMilliseconds)
    const events: FilteredLogEvent[] = []
    const enough = (): boolean => take === 'first' && events.length >= limit
    // The service searches a part of the log at a time: a page without events says nothing of those behind it.
    let nextToken = goOn
    try {
      do {
        const reply = await logs.send(
          new FilterLogEventsCommand({
            logGroupName: group,
            logStreamNamePrefix: `${prefix}/${environment.backend.container}/${nameOf(taskArn)}`,
            startTime: from.getTime(),
            nextToken,
            ...(take === 'first' ? { limit } : {}),
          }),
          { abortSignal: until },
        )
        events.push(...(reply.events ?? []))
        nextToken = reply.nextToken
      } while (nextToken !== undefined && !enough())
    } catch (error) {
      const gotOn = nextToken !== undefined && nextToken !== goOn
      // Out of patience, but further than before: what was found counts, and the rest is for the next time.
      if (!(until.aborted && gotOn)) return fail(awsProblem(error, 'logs:FilterLogEvents', group))
    }
    const lines = events.map(toLine).filter((line) => line !== null)
    return ok({ lines: take === 'first' ? lines : lines.slice(-limit), goOn: nextToken ?? null })
  }
}

type Containers = readonly {
  readonly name?: string | undefined
  readonly logConfiguration?:
    | { readonly logDriver?: string | undefined; readonly options?: Record<string, string> | undefined }
    | undefined
}[]

/** Null when the container does not write to CloudWatch Logs, or to streams that do not name their task. */
function toPlace({ backend, aws }: Environment, containers: Containers): Place | null {
  const log = containers.find(({ name }) => name === backend.container)?.logConfiguration
  const {
    'awslogs-group': group,
    'awslogs-stream-prefix': prefix,
    'awslogs-region': region,
  } = log?.options ?? {}
  if (log?.logDriver !== 'awslogs' || group === undefined || prefix === undefined) return null
  return { group, prefix, region: region ?? aws.region }
}

function toLine({ eventId, timestamp, message }: FilteredLogEvent) {
  if (eventId === undefined || timestamp === undefined || message === undefined) return null
  return { id: eventId, at: new Date(timestamp).toISOString(), message }
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
