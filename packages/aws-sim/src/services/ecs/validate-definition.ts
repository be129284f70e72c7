import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { AwsError } from '../../wire/aws-error.ts'

export const clientError = (message: string): AwsError => new AwsError('ClientException', message)

/**
 * Refuses the task definitions that ECS refuses. Their sentences are those that users of public tools report; the one about
 * duplicate names is the simulator's.
 */
export function checkDefinition(input: RegisterTaskDefinitionRequest): void {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(input.family ?? ''))
    throw clientError('Family contains invalid characters or is longer than 255 characters.')
  const containers = input.containerDefinitions ?? []
  if (containers.length === 0) throw clientError('Container list cannot be empty.')
  if (containers.length > 10) throw clientError('Task definition does not support more than 10 containers.')
  for (const container of containers) checkContainer(container)
  if (new Set(containers.map(({ name }) => name)).size < containers.length)
    throw clientError('Container names must be unique.')
  if (containers.every(({ essential }) => essential === false))
    throw clientError('Invalid setting for container list. At least one container should be essential.')
  if (input.requiresCompatibilities?.includes('FARGATE') === true) checkFargate(input)
  else checkMemory(input)
  if (input.networkMode === 'awsvpc') checkPorts(containers)
}

function checkContainer({
  name = '',
  image = '',
  environment = [],
  secrets = [],
}: ContainerDefinition): void {
  if (name === '') throw clientError('Container.name should not be null or empty.')
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    throw clientError(`Invalid setting for container '${name}'. The name has invalid characters.`)
  if (image === '') throw clientError('Container.image should not be null or empty.')
  const plain = new Set(environment.map((one) => one.name))
  const shared = secrets.find((secret) => plain.has(secret.name))
  if (shared !== undefined)
    throw clientError(
      `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${shared.name}'.`,
    )
}

/** Without a size of the task each container needs its own. */
function checkMemory({ memory, containerDefinitions = [] }: RegisterTaskDefinitionRequest): void {
  if (memory !== undefined) return
  const bare = containerDefinitions.find(
    (container) => container.memory === undefined && container.memoryReservation === undefined,
  )
  if (bare !== undefined)
    throw clientError(
      `Invalid setting for container '${bare.name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    )
}

/** Least and most MiB for each number of CPU units (developer guide, task size). */
const fargateSizes: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '256': [512, 2048],
  '512': [1024, 4096],
  '1024': [2048, 8192],
  '2048': [4096, 16_384],
  '4096': [8192, 30_720],
  '8192': [16_384, 61_440],
  '16384': [32_768, 122_880],
  '32768': [61_440, 249_856],
}

function checkFargate({ cpu, memory, networkMode }: RegisterTaskDefinitionRequest): void {
  if (networkMode !== 'awsvpc') throw clientError("Fargate only supports network mode 'awsvpc'.")
  if (cpu === undefined || memory === undefined)
    throw clientError('Fargate requires task definition to have cpu and memory defined.')
  const [least, most] = fargateSizes[units(cpu, 'vcpu')] ?? [Number.POSITIVE_INFINITY, 0]
  const asked = Number(units(memory, 'gb'))
  if (!(asked >= least && asked <= most))
    throw clientError(`No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory.`)
}

/** `1 vCPU` and `2 GB` are written for 1024 units and 2048 MiB too. */
function units(value: string, unit: string): string {
  const [, number, named] = /^([\d.]+)\s*([A-Za-z]*)$/.exec(value.trim()) ?? []
  return named?.toLowerCase() === unit ? String(Number(number) * 1024) : (number ?? '')
}

/** A task with a network of its own has no host behind its ports. */
function checkPorts(containers: readonly ContainerDefinition[]): void {
  for (const { portMappings = [] } of containers)
    for (const { hostPort, containerPort } of portMappings)
      if (hostPort !== undefined && hostPort !== 0 && hostPort !== containerPort)
        throw clientError(
          'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
        )
}
