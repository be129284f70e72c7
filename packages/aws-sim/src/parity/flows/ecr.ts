import { createHash } from 'node:crypto'
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetDownloadUrlForLayerCommand,
  GetRepositoryPolicyCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
  UploadLayerPartCommand,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr'
import { noted, note, removeAll, step, type Flow, type Run } from '../flow.ts'

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
const config = JSON.stringify({
  architecture: 'amd64',
  os: 'linux',
  rootfs: { type: 'layers', diff_ids: [] },
})
/** An image without layers; its note makes another image of it. */
const manifestOf = (note: string, configDigest = digestOf(config)): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: configDigest,
      size: Buffer.byteLength(config),
    },
    layers: [],
    annotations: { note },
  })

const repositoryName = ({ prefix }: Run): string => `${prefix}/shop`
const describe = (run: Run, imageIds?: ImageIdentifier[], maxResults?: number) =>
  run.clients.ecr.send(
    new DescribeImagesCommand({ repositoryName: repositoryName(run), imageIds, maxResults }),
  )
const get = (run: Run, imageIds: ImageIdentifier[]) =>
  run.clients.ecr.send(new BatchGetImageCommand({ repositoryName: repositoryName(run), imageIds }))
const put = (run: Run, imageTag: string, imageManifest: string) =>
  run.clients.ecr.send(new PutImageCommand({ repositoryName: repositoryName(run), imageManifest, imageTag }))

async function upload(run: Run) {
  const { ecr } = run.clients
  const layerPartBlob = Buffer.from(config)
  const begun = await ecr.send(new InitiateLayerUploadCommand({ repositoryName: repositoryName(run) }))
  const { uploadId } = note(run, 'uploadId', begun, (answer) => answer.uploadId)
  const part = await ecr.send(
    new UploadLayerPartCommand({
      repositoryName: repositoryName(run),
      uploadId,
      partFirstByte: 0,
      partLastByte: layerPartBlob.length - 1,
      layerPartBlob,
    }),
  )
  return { begun, part }
}
const complete = (run: Run, layerDigest: string) =>
  run.clients.ecr.send(
    new CompleteLayerUploadCommand({
      repositoryName: repositoryName(run),
      uploadId: noted(run, 'uploadId'),
      layerDigests: [layerDigest],
    }),
  )

export const ecrFlow: Flow = {
  service: 'ecr',
  makes: 'a repository with two images of a few hundred bytes',
  steps: [
    step('to make a repository', (run) =>
      run.clients.ecr.send(new CreateRepositoryCommand({ repositoryName: repositoryName(run) })),
    ),
    step('to make it again', (run) =>
      run.clients.ecr.send(new CreateRepositoryCommand({ repositoryName: repositoryName(run) })),
    ),
    step('to make one with a capital in its name', ({ clients }) =>
      clients.ecr.send(new CreateRepositoryCommand({ repositoryName: 'lockstep-parity-Shop' })),
    ),
    step('a repository that is not there', ({ clients, prefix }) =>
      clients.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [`${prefix}/none`] })),
    ),
    step('the repository', (run) =>
      run.clients.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName(run)] })),
    ),
    step('images of a repository that is not there', ({ clients, prefix }) =>
      clients.ecr.send(new DescribeImagesCommand({ repositoryName: `${prefix}/none` })),
    ),
    step('images of an empty repository', (run) => describe(run)),
    step('a tag that is not there', (run) => describe(run, [{ imageTag: 'v1' }])),
    step('a digest that is not there', (run) => describe(run, [{ imageDigest: digestOf('none') }])),
    step('an image without its configuration', (run) => put(run, 'v1', manifestOf('a', digestOf('nowhere')))),
    step('to upload a layer', upload),
    step('to complete it under another digest', (run) => complete(run, digestOf('other'))),
    step('to upload it again', upload),
    step('to complete it', (run) => complete(run, digestOf(config))),
    step('to put an image', (run) => put(run, 'v1', manifestOf('a'))),
    step('to put it again', (run) => put(run, 'v1', manifestOf('a'))),
    step('to put it under a second tag', (run) => put(run, 'stable', manifestOf('a'))),
    step('a manifest that is no JSON', (run) => put(run, 'v1', 'not a manifest')),
    step('the image by tag', (run) => describe(run, [{ imageTag: 'v1' }])),
    step('the image by digest', (run) => describe(run, [{ imageDigest: digestOf(manifestOf('a')) }])),
    step('one tag that is there, one that is not', (run) =>
      describe(run, [{ imageTag: 'v1' }, { imageTag: 'v9' }]),
    ),
    step('ids together with a page size', (run) => describe(run, [{ imageTag: 'v1' }], 10)),
    step('a page size above 1000', (run) => describe(run, undefined, 1001)),
    step('its manifest, and one that is not there', (run) =>
      get(run, [{ imageTag: 'v1' }, { imageTag: 'v9' }]),
    ),
    step('manifests of nothing named', (run) => get(run, [])),
    step('a manifest by tag and by another digest', (run) =>
      get(run, [{ imageTag: 'v1', imageDigest: digestOf('none') }]),
    ),
    step('the address of its configuration', (run) =>
      run.clients.ecr.send(
        new GetDownloadUrlForLayerCommand({
          repositoryName: repositoryName(run),
          layerDigest: digestOf(config),
        }),
      ),
    ),
    step('the address of a layer that is not there', (run) =>
      run.clients.ecr.send(
        new GetDownloadUrlForLayerCommand({
          repositoryName: repositoryName(run),
          layerDigest: digestOf('none'),
        }),
      ),
    ),
    step('findings of an image that was never scanned', (run) =>
      run.clients.ecr.send(
        new DescribeImageScanFindingsCommand({
          repositoryName: repositoryName(run),
          imageId: { imageTag: 'v1' },
        }),
      ),
    ),
    step('findings of an image that is not there', (run) =>
      run.clients.ecr.send(
        new DescribeImageScanFindingsCommand({
          repositoryName: repositoryName(run),
          imageId: { imageTag: 'v9' },
        }),
      ),
    ),
    step('to make tags immutable', (run) =>
      run.clients.ecr.send(
        new PutImageTagMutabilityCommand({
          repositoryName: repositoryName(run),
          imageTagMutability: 'IMMUTABLE',
        }),
      ),
    ),
    step('another image under a tag that is immutable', (run) => put(run, 'v1', manifestOf('b'))),
    step('another image under a new tag', (run) => put(run, 'v2', manifestOf('b'))),
    step('all images by tag', async (run) => {
      const { imageIds = [], ...rest } = await run.clients.ecr.send(
        new ListImagesCommand({ repositoryName: repositoryName(run) }),
      )
      const sorted = imageIds.toSorted((a, b) => ((a.imageTag ?? '') < (b.imageTag ?? '') ? -1 : 1))
      return { ...rest, imageIds: sorted }
    }),
    step('a policy that was never set', (run) =>
      run.clients.ecr.send(new GetRepositoryPolicyCommand({ repositoryName: repositoryName(run) })),
    ),
    step('to delete one tag of two, and one that is not there', (run) =>
      run.clients.ecr.send(
        new BatchDeleteImageCommand({
          repositoryName: repositoryName(run),
          imageIds: [{ imageTag: 'stable' }, { imageTag: 'v9' }],
        }),
      ),
    ),
    step('to remove a repository that holds images', (run) =>
      run.clients.ecr.send(new DeleteRepositoryCommand({ repositoryName: repositoryName(run) })),
    ),
    step('to remove it with them', (run) =>
      run.clients.ecr.send(new DeleteRepositoryCommand({ repositoryName: repositoryName(run), force: true })),
    ),
  ],
  async sweep({ ecr }, prefix) {
    const names: string[] = []
    let nextToken: string | undefined
    do {
      const page = await ecr.send(new DescribeRepositoriesCommand({ nextToken }))
      for (const { repositoryName: name = '' } of page.repositories ?? [])
        if (name.startsWith(prefix)) names.push(name)
      nextToken = page.nextToken
    } while (nextToken !== undefined)
    return removeAll(
      names.map((name) => [
        `ECR repository ${name}`,
        () => ecr.send(new DeleteRepositoryCommand({ repositoryName: name, force: true })),
      ]),
    )
  },
}
