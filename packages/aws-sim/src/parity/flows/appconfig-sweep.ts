import {
  DeleteApplicationCommand,
  DeleteConfigurationProfileCommand,
  DeleteDeploymentStrategyCommand,
  DeleteEnvironmentCommand,
  DeleteHostedConfigurationVersionCommand,
  ListApplicationsCommand,
  ListConfigurationProfilesCommand,
  ListDeploymentsCommand,
  ListDeploymentStrategiesCommand,
  ListEnvironmentsCommand,
  ListHostedConfigurationVersionsCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-appconfig'
import type { Clients } from '../clients.ts'
import { removeAll } from '../flow.ts'

const running: readonly (string | undefined)[] = ['DEPLOYING', 'BAKING', 'VALIDATING']

/** Applications from the inside out: deployments stop, versions go, then what held them. */
export async function sweepAppConfig(clients: Clients, prefix: string): Promise<readonly string[]> {
  const { appconfig } = clients
  const removed: string[] = []
  for (const { Id: ApplicationId = '', Name } of await applications(clients, prefix)) {
    const environments = (await appconfig.send(new ListEnvironmentsCommand({ ApplicationId }))).Items ?? []
    for (const { Id: EnvironmentId } of environments) {
      const deployments = await appconfig.send(new ListDeploymentsCommand({ ApplicationId, EnvironmentId }))
      const open = (deployments.Items ?? []).filter(({ State }) => running.includes(State))
      await removeAll(
        open.map(({ DeploymentNumber }) => [
          `deployment ${DeploymentNumber} of ${Name}`,
          () =>
            appconfig.send(
              new StopDeploymentCommand({
                ApplicationId,
                EnvironmentId,
                DeploymentNumber,
                AllowRevert: true,
              }),
            ),
        ]),
      )
      await removeAll([
        [
          `environment ${EnvironmentId} of ${Name}`,
          () => appconfig.send(new DeleteEnvironmentCommand({ ApplicationId, EnvironmentId })),
        ],
      ])
    }
    const profiles =
      (await appconfig.send(new ListConfigurationProfilesCommand({ ApplicationId }))).Items ?? []
    for (const { Id: ConfigurationProfileId } of profiles) {
      const versions = await appconfig.send(
        new ListHostedConfigurationVersionsCommand({ ApplicationId, ConfigurationProfileId }),
      )
      await removeAll([
        ...(versions.Items ?? []).map(
          ({ VersionNumber }) =>
            [
              `version ${VersionNumber} of ${Name}`,
              () =>
                appconfig.send(
                  new DeleteHostedConfigurationVersionCommand({
                    ApplicationId,
                    ConfigurationProfileId,
                    VersionNumber,
                  }),
                ),
            ] as const,
        ),
        [
          `profile ${ConfigurationProfileId} of ${Name}`,
          () =>
            appconfig.send(new DeleteConfigurationProfileCommand({ ApplicationId, ConfigurationProfileId })),
        ],
      ])
    }
    removed.push(
      ...(await removeAll([
        [
          `AppConfig application ${Name}`,
          () => appconfig.send(new DeleteApplicationCommand({ ApplicationId })),
        ],
      ])),
    )
  }
  const strategies = (await appconfig.send(new ListDeploymentStrategiesCommand({}))).Items ?? []
  const made = strategies.filter(({ Name }) => Name?.startsWith(prefix))
  removed.push(
    ...(await removeAll(
      made.map(({ Id, Name }) => [
        `AppConfig strategy ${Name}`,
        () => appconfig.send(new DeleteDeploymentStrategyCommand({ DeploymentStrategyId: Id })),
      ]),
    )),
  )
  return removed
}

async function applications({ appconfig }: Clients, prefix: string) {
  const found = []
  let NextToken: string | undefined
  do {
    const page = await appconfig.send(new ListApplicationsCommand({ NextToken }))
    found.push(...(page.Items ?? []).filter(({ Name }) => Name?.startsWith(prefix)))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return found
}
