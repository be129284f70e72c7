import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { buildPairedApp, type PairedAppOptions } from './build-paired-app.ts'
import { buildNativeBackend, type NativeBackend, type NativeWorld } from './native/build-native-backend.ts'
import type { PairedEnvironment } from './paired/build-environment.ts'

export type NativeAppOptions = PairedAppOptions & {
  /** Of the service, besides what `buildPairedApp` gives it; by default it rolls until an update says otherwise. */
  readonly deploymentConfiguration?: DeploymentConfiguration
}

export type NativeEnvironment = PairedEnvironment & NativeBackend

/** As `buildPairedApp`, with a service whose traffic ECS can shift itself: CANARY, LINEAR, BLUE_GREEN. */
export async function buildNativeApp(
  world: NativeWorld,
  { deploymentConfiguration = {}, ...options }: NativeAppOptions = {},
): Promise<NativeEnvironment> {
  const environment = await buildPairedApp(world, options)
  return { ...environment, ...buildNativeBackend(world, environment, deploymentConfiguration) }
}
