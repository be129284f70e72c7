import type * as codebuild from '@aws-sdk/client-codebuild'
import type { Handlers } from '../wire/handlers.ts'
import type { Build, CodeBuild, Project } from '../world/codebuild.ts'
import { describeBuild, describeProject } from './codebuild/describe.ts'
import { page } from './paging.ts'

const pageSize = 100

/** The CodeBuild operations of the simulator. */
export function codebuildHandlers(state: CodeBuild): Handlers<typeof codebuild> {
  const listIds = (builds: readonly Build[], sortOrder: string | undefined, token: string | undefined) => {
    const sorted = sortOrder === 'ASCENDING' ? builds.toReversed() : builds
    const { items, nextToken } = page(sorted, token, pageSize, 'InvalidInputException')
    return { ids: items.map(({ id }) => id), nextToken }
  }
  return {
    StartBuild({ projectName = '', sourceVersion, environmentVariablesOverride = [] }) {
      const environment = new Map(
        environmentVariablesOverride.map(({ name = '', value = '' }) => [name, value]),
      )
      return { build: describeBuild(state.start({ projectName, sourceVersion, environment })) }
    },
    StopBuild: ({ id = '' }) => ({ build: describeBuild(state.stop(id)) }),
    BatchGetBuilds({ ids = [] }) {
      const found = ids.map((id) => state.build(id)).filter((build): build is Build => build !== null)
      return {
        builds: found.map(describeBuild),
        buildsNotFound: ids.filter((id) => state.build(id) === null),
      }
    },
    ListBuilds: ({ sortOrder, nextToken }) => listIds(state.builds(), sortOrder, nextToken),
    ListBuildsForProject: ({ projectName, sortOrder, nextToken }) =>
      listIds(state.builds(projectName), sortOrder, nextToken),
    ListProjects({ nextToken }) {
      const listed = page(state.projects(), nextToken, pageSize, 'InvalidInputException')
      return { projects: listed.items.map(({ name }) => name), nextToken: listed.nextToken }
    },
    BatchGetProjects({ names = [] }) {
      const found = names.map((name) => state.project(name)).filter((one): one is Project => one !== null)
      return {
        projects: found.map(describeProject),
        projectsNotFound: names.filter((name) => state.project(name) === null),
      }
    },
  }
}
