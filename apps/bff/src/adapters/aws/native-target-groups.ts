import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs'
import { z } from 'zod'
import type { BackendConfig } from '../../domain/environment.ts'

const Services = z.object({
  services: z
    .array(
      z.object({
        loadBalancers: z
          .array(
            z.object({
              targetGroupArn: z.string().optional(),
              advancedConfiguration: z.object({ alternateTargetGroupArn: z.string().optional() }).optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
})
const Listed = z.object({
  serviceDeployments: z.array(z.object({ serviceDeploymentArn: z.string() })).default([]),
  nextToken: z.string().optional(),
})
const Revision = z.object({ arn: z.string() })
const Deployments = z.object({
  serviceDeployments: z
    .array(
      z.object({
        sourceServiceRevisions: z.array(Revision).default([]),
        targetServiceRevision: Revision.optional(),
      }),
    )
    .default([]),
})
const Revisions = z.object({
  serviceRevisions: z
    .array(
      z.object({
        serviceRevisionArn: z.string(),
        resolvedConfiguration: z
          .object({ loadBalancers: z.array(z.object({ targetGroupArn: z.string() })).default([]) })
          .optional(),
      }),
    )
    .default([]),
})

const underWay = [
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
] as const

export type NativeTargetGroups = {
  /** ARNs of both target groups, whichever serves now. */
  readonly all: readonly string[]
  /** Null while ECS shifts no traffic. */
  readonly variants: { readonly baseline: string; readonly candidate: string } | null
}

/**
 * The two target groups of a service whose traffic ECS shifts. They swap parts with every deployment: the source
 * revision's is the baseline's, the target revision's the candidate's.
 */
export async function readNativeTargetGroups(
  ecs: ECSClient,
  { cluster, service }: Pick<BackendConfig, 'cluster' | 'service'>,
): Promise<NativeTargetGroups> {
  const [described, deploymentArn] = await Promise.all([
    ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
    findUnderWay(ecs, { cluster, service }),
  ])
  const all = Services.parse(described).services.flatMap(({ loadBalancers }) =>
    loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) => [
      ...(targetGroupArn === undefined ? [] : [targetGroupArn]),
      ...(advancedConfiguration?.alternateTargetGroupArn === undefined
        ? []
        : [advancedConfiguration.alternateTargetGroupArn]),
    ]),
  )
  return { all, variants: deploymentArn === null ? null : await readVariants(ecs, deploymentArn) }
}

/** A page may hold none of the wanted status although a later one does. */
async function findUnderWay(
  ecs: ECSClient,
  where: Pick<BackendConfig, 'cluster' | 'service'>,
): Promise<string | null> {
  let nextToken: string | undefined
  do {
    const page = Listed.parse(
      await ecs.send(new ListServiceDeploymentsCommand({ ...where, status: [...underWay], nextToken })),
    )
    const [deployment] = page.serviceDeployments
    if (deployment !== undefined) return deployment.serviceDeploymentArn
    ;({ nextToken } = page)
  } while (nextToken !== undefined)
  return null
}

async function readVariants(ecs: ECSClient, deploymentArn: string): Promise<NativeTargetGroups['variants']> {
  const described = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [deploymentArn] }),
  )
  const [deployment] = Deployments.parse(described).serviceDeployments
  const source = deployment?.sourceServiceRevisions[0]?.arn
  const target = deployment?.targetServiceRevision?.arn
  if (source === undefined || target === undefined) return null
  const revisions = Revisions.parse(
    await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [source, target] })),
  )
  const groupOf = (arn: string) =>
    revisions.serviceRevisions.find(({ serviceRevisionArn }) => serviceRevisionArn === arn)
      ?.resolvedConfiguration?.loadBalancers[0]?.targetGroupArn
  const [baseline, candidate] = [groupOf(source), groupOf(target)]
  return baseline === undefined || candidate === undefined || baseline === candidate
    ? null
    : { baseline, candidate }
}
