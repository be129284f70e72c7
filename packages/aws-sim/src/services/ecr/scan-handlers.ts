import type * as ecr from '@aws-sdk/client-ecr'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { findImage } from '../../world/ecr/repository.ts'
import { findingsOf, type Scan } from '../../world/ecr/scan.ts'
import { imageNotFound, pageOf } from './identifiers.ts'
import type { Reach } from './reach.ts'

type CompleteScan = Extract<Scan, { status: 'COMPLETE' }>

export const scanStatus = (scan: Scan): ecr.ImageScanStatus => ({
  status: scan.status,
  description: scan.status === 'FAILED' ? scan.reason : `The scan is ${scan.status.toLowerCase()}.`,
})

export const scanSummary = (scan: CompleteScan): ecr.ImageScanFindingsSummary => ({
  imageScanCompletedAt: scan.at,
  vulnerabilitySourceUpdatedAt: scan.at,
  findingSeverityCounts: { ...scan.counts },
})

/** What the scanner found in an image. */
export function scanHandlers(reach: Reach): Handlers<typeof ecr> {
  return {
    DescribeImageScanFindings(input, call) {
      const { imageId = {} } = input
      const { registryId, repositoryName, repository } = reach(input, call)
      const image = findImage(repository, { tag: imageId.imageTag, digest: imageId.imageDigest })
      if (!image) throw imageNotFound(repositoryName, registryId, imageId)
      if (!image.scan) {
        throw new AwsError(
          'ScanNotFoundException',
          `Image scan does not exist for the image '${image.digest}'`,
        )
      }
      const answer = {
        registryId,
        repositoryName,
        imageId: { ...imageId, imageDigest: image.digest },
        imageScanStatus: scanStatus(image.scan),
      }
      if (image.scan.status !== 'COMPLETE') return answer
      const { items, nextToken } = pageOf(findingsOf(image.scan.counts), input)
      return {
        ...answer,
        imageScanFindings: {
          ...scanSummary(image.scan),
          findings: items.map(({ name, severity }) => ({
            name,
            severity,
            uri: `https://cve.example/${name}`,
          })),
        },
        nextToken,
      }
    },
  }
}
