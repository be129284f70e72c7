import { createRequire } from 'node:module'
import type * as appConfigPackage from '@aws-sdk/client-appconfig'
import type * as cloudWatchPackage from '@aws-sdk/client-cloudwatch'
import type * as logsPackage from '@aws-sdk/client-cloudwatch-logs'

/**
 * Clients whose packages are loaded when the first is made. To load one costs some 20 ms of processor time, which the
 * command line would pay for what a drift check never asks. `import` would make their makers asynchronous.
 */
const require = createRequire(import.meta.url)

export const createAppConfigClient = (
  config: appConfigPackage.AppConfigClientConfig,
): appConfigPackage.AppConfigClient => {
  const { AppConfigClient } = require('@aws-sdk/client-appconfig') as typeof appConfigPackage
  return new AppConfigClient(config)
}

export const createCloudWatchClient = (
  config: cloudWatchPackage.CloudWatchClientConfig,
): cloudWatchPackage.CloudWatchClient => {
  const { CloudWatchClient } = require('@aws-sdk/client-cloudwatch') as typeof cloudWatchPackage
  return new CloudWatchClient(config)
}

export const createLogsClient = (
  config: logsPackage.CloudWatchLogsClientConfig,
): logsPackage.CloudWatchLogsClient => {
  const { CloudWatchLogsClient } = require('@aws-sdk/client-cloudwatch-logs') as typeof logsPackage
  return new CloudWatchLogsClient(config)
}
