import { StopDeploymentCommand } from '@aws-sdk/client-appconfig'
import { releaseId, withRollout } from '../../../adapters/aws/traffic/testing/traffic-rig.ts'
import { noRelease } from '../../../adapters/aws/traffic/testing/traffic-rig.ts'
import { createTrafficDrivers } from '../../../adapters/aws/traffic/traffic-drivers.ts'
import type { Result } from '../../../domain/result.ts'
import type { TrafficState } from '../../../domain/rollout/traffic.ts'
import type { Answer, Answers, BuiltWorld, WireRig } from '../corpus-case.ts'
import { defineCase } from '../corpus-case.ts'

const place = { application: 'm1', environment: 'production', profile: 'features', flag: 'fresh' }

/** A flag that is off, deployed long ago. */
function deployFlag({ world: { appconfig } }: BuiltWorld): void {
  const { application, environment, profile, flag } = place
  appconfig.createApplication({ name: application })
  appconfig.createEnvironment(application, { name: environment })
  appconfig.createProfile(application, { name: profile, type: 'AWS.AppConfig.FeatureFlags' })
  appconfig.createStrategy({
    name: 'm1-at-once',
    durationMinutes: 0,
    growthType: 'LINEAR',
    growthFactor: 100,
    bakeMinutes: 0,
  })
  const document = {
    version: '1',
    flags: { [flag]: { name: 'Fresh' } },
    values: { [flag]: { enabled: false } },
  }
  const content = Buffer.from(JSON.stringify(document))
  const version = appconfig.createVersion(application, profile, { content, contentType: 'application/json' })
  appconfig.startDeployment({
    application,
    environment,
    profile,
    strategy: 'm1-at-once',
    version: String(version.number),
  })
}

const answer = (written: Result<TrafficState>): Answer =>
  written.ok
    ? { status: `${written.value.percent} %`, sentence: written.value.sentence }
    : {
        status: written.problem.code,
        sentence: `${written.problem.title} ${written.problem.remedy ?? ''}`,
      }

async function moved({ environment, aws, world }: WireRig): Promise<Answers> {
  const rolledOut = withRollout(environment, {
    type: 'appconfig-flag',
    ...place,
    splitBy: 'userId',
    strategy: 'AppConfig.AllAtOnce',
  })
  const driver = createTrafficDrivers(aws, noRelease)(rolledOut)
  if (driver === null) throw new Error('no driver')
  const target = { environment: rolledOut, releaseId, startedAt: new Date().toISOString() }
  await driver.write(target, 10, { urgent: false })
  const wider = answer(await driver.write(target, 50, { urgent: false }))
  const { id: ApplicationId, environments } = world.appconfig.application(place.application)
  const [inside] = environments.values()
  const withoutLeave = await aws
    .for(environment)
    .appConfig.send(
      new StopDeploymentCommand({ ApplicationId, EnvironmentId: inside?.id, DeploymentNumber: 2 }),
    )
    .then(
      () => 'stopped',
      () => 'refused',
    )
  return {
    wider,
    'the way to zero': answer(await driver.write(target, 0, { urgent: false })),
    'StopDeployment without AllowRevert': { status: withoutLeave },
  }
}

export const corpusCase = defineCase({
  id: 'M1',
  title: 'A flag whose deployment bakes',
  world:
    'AppConfig bakes ten minutes after a stage, as its usual strategy says; meanwhile the decision is to go back to zero.',
  source: 'cases.md',
  right: {
    wider: { status: 'driver-busy', says: [/BAKING/, /goes on by itself/] },
    'the way to zero': { status: '0 %', says: /is off/ },
    'StopDeployment without AllowRevert': { status: 'refused' },
  },
  wire: { change: deployFlag, answers: moved },
})
