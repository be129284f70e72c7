import type * as codebuild from '@aws-sdk/client-codebuild'
import type { Build, Phase, Project } from '../../world/codebuild.ts'

export function describeBuild(build: Build): codebuild.Build {
  const { project } = build
  return {
    id: build.id,
    arn: build.arn,
    buildNumber: build.number,
    startTime: new Date(build.startedAt),
    endTime: dateOf(build.endedAt),
    currentPhase: build.endedAt === null ? build.phases.at(-1)?.type : 'COMPLETED',
    buildStatus: build.status,
    buildComplete: build.endedAt !== null,
    projectName: project.name,
    sourceVersion: build.sourceVersion,
    resolvedSourceVersion: build.sourceVersion,
    initiator: build.initiator,
    source: { type: 'GITHUB', location: project.sourceLocation },
    environment: environmentOf(build.environment),
    phases: [
      ...build.phases.map(describePhase),
      ...(build.endedAt === null
        ? []
        : [{ phaseType: 'COMPLETED' as const, startTime: dateOf(build.endedAt) }]),
    ],
    logs: {
      groupName: `/aws/codebuild/${project.name}`,
      streamName: build.id.split(':')[1],
      cloudWatchLogs: { status: 'ENABLED' },
    },
    exportedEnvironmentVariables: [...build.exported].map(([name, value]) => ({ name, value })),
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
  }
}

export function describeProject(project: Project): codebuild.Project {
  return {
    name: project.name,
    arn: project.arn,
    created: new Date(project.createdAt),
    lastModified: new Date(project.createdAt),
    sourceVersion: project.defaultSourceVersion,
    source: { type: 'GITHUB', location: project.sourceLocation },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: environmentOf(new Map(Object.entries(project.environment ?? {}))),
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
  }
}

function describePhase(phase: Phase): codebuild.BuildPhase {
  return {
    phaseType: phase.type,
    phaseStatus: phase.status ?? undefined,
    startTime: new Date(phase.startedAt),
    endTime: dateOf(phase.endedAt),
    durationInSeconds:
      phase.endedAt === null ? undefined : Math.round((phase.endedAt - phase.startedAt) / 1000),
    contexts:
      phase.message === null ? [] : [{ statusCode: 'COMMAND_EXECUTION_ERROR', message: phase.message }],
  }
}

function environmentOf(variables: ReadonlyMap<string, string>): codebuild.ProjectEnvironment {
  return {
    type: 'LINUX_CONTAINER',
    image: 'aws/codebuild/standard:7.0',
    computeType: 'BUILD_GENERAL1_SMALL',
    privilegedMode: true,
    environmentVariables: [...variables].map(([name, value]) => ({ name, value, type: 'PLAINTEXT' })),
  }
}

function dateOf(milliseconds: number | null): Date | undefined {
  return milliseconds === null ? undefined : new Date(milliseconds)
}
