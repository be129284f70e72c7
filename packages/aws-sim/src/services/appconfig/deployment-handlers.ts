import type * as appconfig from '@aws-sdk/client-appconfig'
import type { Handlers } from '../../wire/handlers.ts'
import type { AppConfig } from '../../world/appconfig.ts'
import type { Deployment, Strategy } from '../../world/appconfig/types.ts'
import { page } from '../paging.ts'

const pageSize = 50

/** Deployments and their strategies. */
export function deploymentHandlers(state: AppConfig): Handlers<typeof appconfig> {
  return {
    StartDeployment(input) {
      const started = state.startDeployment({
        application: input.ApplicationId ?? '',
        environment: input.EnvironmentId ?? '',
        profile: input.ConfigurationProfileId ?? '',
        strategy: input.DeploymentStrategyId ?? '',
        version: input.ConfigurationVersion ?? '',
        description: input.Description,
        latestDeploymentNumber: input.LatestDeploymentNumber,
      })
      return describeDeployment(started)
    },
    GetDeployment: ({ ApplicationId = '', EnvironmentId = '', DeploymentNumber = 0 }) =>
      describeDeployment(state.deployment(ApplicationId, EnvironmentId, DeploymentNumber)),
    StopDeployment: ({ ApplicationId = '', EnvironmentId = '', DeploymentNumber = 0, AllowRevert = false }) =>
      describeDeployment(state.stopDeployment(ApplicationId, EnvironmentId, DeploymentNumber, AllowRevert)),
    ListDeployments({ ApplicationId = '', EnvironmentId = '', NextToken, MaxResults = pageSize }) {
      const newestFirst = state.environment(ApplicationId, EnvironmentId).deployments.toReversed()
      const { items, nextToken } = page(newestFirst, NextToken, MaxResults, 'BadRequestException')
      return { Items: items.map(summarize), NextToken: nextToken }
    },
    CreateDeploymentStrategy(input) {
      const created = state.createStrategy({
        name: input.Name ?? '',
        durationMinutes: input.DeploymentDurationInMinutes ?? 0,
        growthType: input.GrowthType ?? 'LINEAR',
        growthFactor: input.GrowthFactor ?? 100,
        bakeMinutes: input.FinalBakeTimeInMinutes ?? 0,
      })
      return describeStrategy(created)
    },
    GetDeploymentStrategy: ({ DeploymentStrategyId = '' }) =>
      describeStrategy(state.strategy(DeploymentStrategyId)),
    ListDeploymentStrategies({ NextToken, MaxResults = pageSize }) {
      const { items, nextToken } = page(state.strategies(), NextToken, MaxResults, 'BadRequestException')
      return { Items: items.map(describeStrategy), NextToken: nextToken }
    },
  }
}

function describeDeployment(deployment: Deployment): Omit<appconfig.Deployment, 'Id'> {
  const { environment, version } = deployment
  const { ConfigurationVersion: _same, ...summary } = summarize(deployment)
  return {
    ...summary,
    ApplicationId: environment.applicationId,
    EnvironmentId: environment.id,
    DeploymentStrategyId: deployment.strategy.id,
    ConfigurationLocationUri: 'hosted',
    ConfigurationVersion: String(version.number),
    Description: deployment.description,
    EventLog: deployment.events.map(({ type, at, description, by }) => ({
      EventType: type,
      TriggeredBy: by,
      Description: description,
      OccurredAt: new Date(at),
    })),
  }
}

function summarize({ strategy, ...deployment }: Deployment): appconfig.DeploymentSummary {
  return {
    DeploymentNumber: deployment.number,
    ConfigurationProfileId: deployment.profile.id,
    ConfigurationName: deployment.profile.name,
    ConfigurationVersion: String(deployment.version.number),
    DeploymentDurationInMinutes: strategy.durationMinutes,
    GrowthType: strategy.growthType,
    GrowthFactor: strategy.growthFactor,
    FinalBakeTimeInMinutes: strategy.bakeMinutes,
    State: deployment.state,
    PercentageComplete: deployment.percentage,
    StartedAt: new Date(deployment.startedAt),
    CompletedAt: deployment.completedAt === null ? undefined : new Date(deployment.completedAt),
    VersionLabel: deployment.version.label,
  }
}

function describeStrategy(strategy: Strategy): appconfig.DeploymentStrategy {
  return {
    Id: strategy.id,
    Name: strategy.name,
    DeploymentDurationInMinutes: strategy.durationMinutes,
    GrowthType: strategy.growthType,
    GrowthFactor: strategy.growthFactor,
    FinalBakeTimeInMinutes: strategy.bakeMinutes,
    ReplicateTo: 'NONE',
  }
}
