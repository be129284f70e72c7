import { startSimulator } from '@lockstep/aws-sim'
import { buildPairedApp, type PairedAppOptions } from '@lockstep/aws-sim/scenarios/build-paired-app'
import type { Door } from '@lockstep/aws-sim/world/world'
import { configuredFrom, useSimulator } from '../../testing/paired-environment.ts'

const candidatePrefix = 'candidate/'

/** A simulated AWS with one environment in which rollouts can run, and what tests need of it. Time stands still. */
export async function startRolloutWorld({
  idle,
  ...options
}: PairedAppOptions & {
  readonly idle: boolean
  readonly rollout: 'alb-weights' | 'cloudfront-cohort' | 'paired'
}) {
  const doors = new Map<string, Door>()
  const simulator = await startSimulator({
    seed: 11,
    clock: { manual: true },
    scenario: (world) =>
      buildPairedApp(
        {
          ...world,
          async attachDoor(name, door) {
            const url = await world.attachDoor(name, door)
            doors.set(new URL(url).host, door)
            return url
          },
        },
        options,
      ),
  })
  useSimulator(simulator)
  const { scenario: built, world, clock } = simulator
  if (built?.rollout === undefined || built.rollout === null) throw new Error('no rollout can run here')
  const { rule, candidate, cohort } = built.rollout
  const { state } = world.elb
  const named = (arn: string) => state.targetGroups.get(arn)?.name ?? ''
  const next = built.version('next')
  if (!idle && candidate !== null) startCandidate()
  if (!idle && cohort !== null)
    for (const path of ['index.html', 'version.txt'])
      world.s3.put(
        built.bucket,
        `${candidatePrefix}${path}`,
        next.site?.files.find((file) => file.path === path)?.body ?? next.version,
      )

  /** Gives the candidate's service the version `next`, as a release does. */
  function startCandidate(): void {
    const service = world.ecs.service(built?.cluster ?? '', candidate?.service ?? '')
    const definition = service?.deployments[0]?.revision.definition
    if (service === null || definition === undefined) throw new Error('there is no candidate service')
    const containerDefinitions = definition.containers.map((one) => ({ ...one, image: next.image }))
    const { arn } = world.ecs.registerTaskDefinition({ family: 'candidate', containerDefinitions })
    service.desiredCount = 2
    world.ecs.updateService(built?.cluster ?? '', service.name, arn)
    clock.advance(60_000)
  }

  return {
    simulator,
    built,
    environment: configuredFrom(built),
    loadBalancer: state.loadBalancers.get(built.loadBalancerArn)?.name ?? '',
    listener: [...state.listeners.values()].find((one) => one.loadBalancerArn === built.loadBalancerArn),
    rule: state.rules.get(rule?.arn ?? ''),
    candidate: candidate && {
      service: candidate.service,
      targetGroupArn: candidate.targetGroupArn,
      targetGroups: { main: named(built.targetGroupArn), candidate: named(candidate.targetGroupArn) },
    },
    cohort: cohort && { ...cohort, candidatePrefix },
    /** Asks a front door past its socket: thousands of visitors in a second. */
    async visit(url: string, cookie: string): Promise<{ text: string; setCookie: string | undefined }> {
      const { host, pathname } = new URL(url)
      const answer = await doors
        .get(host)
        ?.answer({ method: 'GET', url: pathname, headers: { host, cookie } })
      if (answer === undefined) throw new Error(`nothing answers at ${url}`)
      return { text: Buffer.from(answer.body).toString(), setCookie: answer.headers['set-cookie'] }
    },
    /** Lets the edge know of what was written. */
    settle: async () => clock.advance(10_000),
    /** The version that the backend answers with. */
    async backendVersion(cookie = ''): Promise<'next' | 'current'> {
      const response = await fetch(`${built.apiUrl}/version`, { headers: { cookie } })
      const { version } = (await response.json()) as { version: string }
      return version === next.version ? 'next' : 'current'
    },
    /** A page load by somebody who brings this cookie: the version of the page, and the cookie afterwards. */
    async loadPage(cookie = ''): Promise<{ version: 'next' | 'current'; cookie: string }> {
      const response = await fetch(`${built.siteUrl}/`, { headers: { cookie } })
      const text = await response.text()
      const set = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie
      const isNext = text.includes(`data-build-version="${next.version}"`)
      return { version: isNext ? 'next' : 'current', cookie: set }
    },
  }
}
