import type { Threshold } from '@lockstep/shared-types/measurement'
import { noSiblings } from '../domain/bundle/wanted.ts'
import type { Environment } from '../domain/environment.ts'
import { parseImageReference } from '../domain/image-reference.ts'
import type { MergedEnvironment } from './environment-schema.ts'
import { toMetrics, toRollout } from './to-rollout.ts'

/** Builds the environment that everything else reads. */
export function toEnvironment(
  application: { id: string; name: string },
  merged: MergedEnvironment,
): Environment {
  const { drift, monitor, release, frontend } = merged
  const { layer: layerSeconds, ...limits } = frontend.limits
  return {
    applicationId: application.id,
    applicationName: application.name,
    environmentId: merged.id,
    name: merged.name ?? merged.id,
    protected: merged.protected,
    aws: merged.aws,
    backend: { ...withProbeHeaders(merged.backend), ...toRepository(merged.backend.repository) },
    frontend: { ...withProbeHeaders(frontend), limits: { ...limits, layerSeconds } },
    settings: merged.settings,
    forbiddenValues: merged.forbiddenValues,
    siblings: noSiblings,
    versionPattern: merged.versionPattern,
    drift: {
      deploySkewSeconds: drift.deploySkew,
      staleAfterSeconds: drift.staleAfter,
      maxHtmlAgeSeconds: drift.maxHtmlAge,
    },
    monitor: { intervalSeconds: monitor.interval, activeIntervalSeconds: monitor.activeInterval },
    release: {
      watchSeconds: release.watch,
      onBreach: release.onBreach,
      pollSeconds: release.poll,
      stepTimeoutSeconds: release.stepTimeout,
      invalidationMode: release.invalidationMode,
      retention: release.retention,
      maxFindings: release.maxFindings,
    },
    thresholds: toThresholds(merged.thresholds),
    metrics: toMetrics(merged.metrics),
    rollout: merged.rollout === null ? null : toRollout(merged.rollout),
  }
}

/** A repository may stand with the host of its registry in front: that of another account or region. */
function toRepository(reference: string): Pick<Environment['backend'], 'registry' | 'repository'> {
  const { registry, repository } = parseImageReference(reference)
  return { registry, repository }
}

const withProbeHeaders = <Part extends { readonly probeHeaders: Readonly<Record<string, string>> }>(
  part: Part,
) => ({ ...part, probeHeaders: new Map(Object.entries(part.probeHeaders)) })

/** The bad side of a metric's limit when the configuration does not say it. */
export const usualComparison = (metric: Threshold['metric']): Threshold['comparison'] =>
  metric === 'healthy-hosts' || metric === 'requests' ? 'below' : 'above'

function toThresholds(limits: MergedEnvironment['thresholds']): Threshold[] {
  return (Object.keys(limits) as Threshold['metric'][]).flatMap((metric) => {
    const { comparison = usualComparison(metric), ...levels } = limits[metric] ?? {}
    return (['warning', 'critical'] as const).flatMap((level) => {
      const value = levels[level]
      return value === undefined ? [] : [{ metric, level, comparison, limit: value }]
    })
  })
}
