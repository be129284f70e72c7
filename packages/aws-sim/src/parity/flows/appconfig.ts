import {
  CreateApplicationCommand,
  CreateConfigurationProfileCommand,
  CreateDeploymentStrategyCommand,
  CreateEnvironmentCommand,
  CreateHostedConfigurationVersionCommand,
  GetDeploymentCommand,
  GetHostedConfigurationVersionCommand,
  ListHostedConfigurationVersionsCommand,
  StartDeploymentCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-appconfig'
import { note, noted, step, type Flow, type Run } from '../flow.ts'
import { sweepAppConfig } from './appconfig-sweep.ts'

const flags = (enabled: boolean): string =>
  JSON.stringify({
    version: '1',
    flags: { fresh: { name: 'Fresh' } },
    values: { fresh: { enabled } },
  })

const application = (run: Run) => ({ ApplicationId: noted(run, 'application') })
const profile = (run: Run) => ({ ...application(run), ConfigurationProfileId: noted(run, 'profile') })
const environment = (run: Run) => ({ ...application(run), EnvironmentId: noted(run, 'environment') })

const createVersion = (run: Run, content: string, LatestVersionNumber?: number) =>
  run.clients.appconfig.send(
    new CreateHostedConfigurationVersionCommand({
      ...profile(run),
      Content: Buffer.from(content),
      ContentType: 'application/json',
      LatestVersionNumber,
    }),
  )
const start = (run: Run, ConfigurationVersion: string, strategy = noted(run, 'strategy')) =>
  run.clients.appconfig.send(
    new StartDeploymentCommand({
      ...environment(run),
      ConfigurationProfileId: noted(run, 'profile'),
      ConfigurationVersion,
      DeploymentStrategyId: strategy,
    }),
  )
const stop = (run: Run, DeploymentNumber: number, AllowRevert?: boolean) =>
  run.clients.appconfig.send(
    new StopDeploymentCommand({ ...environment(run), DeploymentNumber, AllowRevert }),
  )

/** A deployment as it is, without its log, whose times and words are AWS's own. */
const deployment = async (run: Run, DeploymentNumber: number) => {
  const { EventLog: _log, ...rest } = await run.clients.appconfig.send(
    new GetDeploymentCommand({ ...environment(run), DeploymentNumber }),
  )
  return rest
}

export const appconfigFlow: Flow = {
  service: 'appconfig',
  makes: 'an application with an environment, a profile of flags, two versions, a strategy and deployments',
  steps: [
    step('to make an application', async (run) =>
      note(
        run,
        'application',
        await run.clients.appconfig.send(new CreateApplicationCommand({ Name: run.prefix })),
        ({ Id }) => Id,
      ),
    ),
    step('to make an environment', async (run) =>
      note(
        run,
        'environment',
        await run.clients.appconfig.send(
          new CreateEnvironmentCommand({ ...application(run), Name: 'staging' }),
        ),
        ({ Id }) => Id,
      ),
    ),
    step('to make a profile of flags', async (run) =>
      note(
        run,
        'profile',
        await run.clients.appconfig.send(
          new CreateConfigurationProfileCommand({
            ...application(run),
            Name: 'features',
            LocationUri: 'hosted',
            Type: 'AWS.AppConfig.FeatureFlags',
          }),
        ),
        ({ Id }) => Id,
      ),
    ),
    step('to make a strategy that bakes', async (run) =>
      note(
        run,
        'strategy',
        await run.clients.appconfig.send(
          new CreateDeploymentStrategyCommand({
            Name: run.prefix,
            DeploymentDurationInMinutes: 0,
            GrowthFactor: 100,
            FinalBakeTimeInMinutes: 10,
            ReplicateTo: 'NONE',
          }),
        ),
        ({ Id }) => Id,
      ),
    ),
    step('to make a first version', (run) => createVersion(run, flags(false))),
    step('to make a second one', (run) => createVersion(run, flags(true), 1)),
    step('to make one after a version that is not the latest', (run) => createVersion(run, flags(true), 1)),
    step('flags that are no JSON', (run) => createVersion(run, 'not json')),
    step('a flag with a value and no definition', (run) =>
      createVersion(run, JSON.stringify({ version: '1', flags: {}, values: { fresh: { enabled: true } } })),
    ),
    step('a version', (run) =>
      run.clients.appconfig.send(
        new GetHostedConfigurationVersionCommand({ ...profile(run), VersionNumber: 1 }),
      ),
    ),
    step('a version that is not there', (run) =>
      run.clients.appconfig.send(
        new GetHostedConfigurationVersionCommand({ ...profile(run), VersionNumber: 9 }),
      ),
    ),
    step('the versions', (run) =>
      run.clients.appconfig.send(new ListHostedConfigurationVersionsCommand(profile(run))),
    ),
    step('versions of a profile that is not there', (run) =>
      run.clients.appconfig.send(
        new ListHostedConfigurationVersionsCommand({
          ...application(run),
          ConfigurationProfileId: 'zzzzzzz',
        }),
      ),
    ),
    step('an id that can be none', (run) =>
      run.clients.appconfig.send(
        new ListHostedConfigurationVersionsCommand({
          ...application(run),
          ConfigurationProfileId: 'not an id',
        }),
      ),
    ),
    step('a deployment that is not there', (run) => deployment(run, 1)),
    step('to deploy a version that is not there', (run) => start(run, '9')),
    step('to deploy by a strategy that is not there', (run) => start(run, '1', 'zzzzzzz')),
    step('to deploy all at once', async (run) => {
      const { EventLog: _log, ...started } = await start(run, '1')
      return started
    }),
    step('to deploy while one is under way', (run) => start(run, '2')),
    step('the deployment', (run) => deployment(run, 1)),
    step('to stop it without leave to revert', (run) => stop(run, 1)),
    step('to stop it with leave to revert', async (run) => {
      const { State } = await stop(run, 1, true)
      return { State }
    }),
    step('to stop it again', (run) => stop(run, 1)),
    step('to stop a deployment that is not there', (run) => stop(run, 9)),
  ],
  sweep: sweepAppConfig,
}
