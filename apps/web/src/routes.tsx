import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunctionArgs, RouteObject } from 'react-router'
import { driftQuery } from './api/drift.ts'
import { environmentQuery } from './api/environment.ts'
import { fleetQuery } from './api/fleet.ts'
import { measurementsQuery } from './api/measurements.ts'
import { releasesOfQuery } from './api/releases.ts'
import { environmentRolloutQuery } from './api/rollout.ts'
import { EmergencyHost } from './features/emergency/emergency-host.tsx'
import { AppShell } from './features/shell/app-shell.tsx'
import { NotFoundPage } from './features/shell/not-found-page.tsx'
import { RouteError } from './features/shell/route-error.tsx'
import { whenIdle } from './lib/when-idle.ts'

const deployDialog = () => import('./features/deploy/deploy-dialog.tsx')
const rollbackDialog = () => import('./features/rollback/rollback-dialog.tsx')
const invalidateDialog = () => import('./features/invalidate/invalidate-dialog.tsx')
const startRolloutDialog = () => import('./features/start-rollout/start-rollout-dialog.tsx')

/** What is pressed under stress opens at once, even when the connection is poor by then. */
const preloadDialogs = () => {
  for (const load of [deployDialog, rollbackDialog, invalidateDialog]) load().catch(() => {})
}

/** The addresses of `paths.ts`. Loaders start the reads and do not wait: the page shows its skeleton meanwhile. */
export const createRoutes = (queryClient: QueryClient): RouteObject[] => [
  {
    element: (
      <>
        <AppShell />
        <EmergencyHost />
      </>
    ),
    errorElement: <RouteError />,
    children: [
      {
        errorElement: <RouteError />,
        // The shell shows while the first page's code is on its way.
        hydrateFallbackElement: <></>,
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import('./features/fleet/fleet-page.tsx')).FleetPage }),
            loader: () => {
              void queryClient.prefetchQuery(fleetQuery())
              return null
            },
          },
          {
            path: 'applications/:applicationId/environments/:environmentId',
            lazy: async () => ({
              Component: (await import('./features/environment/environment-page.tsx')).EnvironmentPage,
            }),
            loader: ({ params }: LoaderFunctionArgs) => {
              const { applicationId = '', environmentId = '' } = params
              const ref = { applicationId, environmentId }
              void queryClient.prefetchQuery(environmentQuery(ref))
              void queryClient.prefetchQuery(driftQuery(ref))
              void queryClient.prefetchQuery(environmentRolloutQuery(ref))
              void queryClient.prefetchQuery(measurementsQuery(ref))
              void queryClient.prefetchQuery(releasesOfQuery(ref))
              whenIdle(preloadDialogs)
              return null
            },
            children: [
              {
                path: 'deploy',
                lazy: async () => ({ Component: (await deployDialog()).DeployDialog }),
              },
              {
                path: 'rollback',
                lazy: async () => ({ Component: (await rollbackDialog()).RollbackDialog }),
              },
              {
                path: 'invalidate',
                lazy: async () => ({ Component: (await invalidateDialog()).InvalidateDialog }),
              },
              {
                path: 'start-rollout',
                lazy: async () => ({ Component: (await startRolloutDialog()).StartRolloutDialog }),
              },
            ],
          },
          {
            path: 'applications/:applicationId/environments/:environmentId/rollout',
            lazy: async () => ({
              Component: (await import('./features/rollout/rollout-page.tsx')).RolloutPage,
            }),
            loader: ({ params }: LoaderFunctionArgs) => {
              const { applicationId = '', environmentId = '' } = params
              void queryClient.prefetchQuery(environmentRolloutQuery({ applicationId, environmentId }))
              void queryClient.prefetchQuery(fleetQuery())
              return null
            },
          },
          {
            path: 'applications/:applicationId/environments/:environmentId/metrics',
            lazy: async () => ({
              Component: (await import('./features/metrics/metrics-page.tsx')).MetricsPage,
            }),
            loader: () => {
              void queryClient.prefetchQuery(fleetQuery())
              return null
            },
          },
          {
            path: 'applications/:applicationId/environments/:environmentId/policy',
            lazy: async () => ({
              Component: (await import('./features/policy/policy-page.tsx')).PolicyPage,
            }),
            loader: () => {
              void queryClient.prefetchQuery(fleetQuery())
              return null
            },
          },
          {
            path: 'releases',
            lazy: async () => ({
              Component: (await import('./features/history/releases-page.tsx')).ReleasesPage,
            }),
          },
          {
            path: 'releases/:releaseId',
            lazy: async () => ({
              Component: (await import('./features/release/release-page.tsx')).ReleasePage,
            }),
            // For the names of the place.
            loader: () => {
              void queryClient.prefetchQuery(fleetQuery())
              return null
            },
          },
          {
            path: 'audit',
            lazy: async () => ({ Component: (await import('./features/audit/audit-page.tsx')).AuditPage }),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]
