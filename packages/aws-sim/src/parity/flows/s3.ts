import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCommand,
  type BucketLocationConstraint,
  type GetObjectCommandInput,
  type ListObjectsV2CommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import type { Clients } from '../clients.ts'
import { note, noted, removeAll, step, type Flow, type Run } from '../flow.ts'

const bucket = ({ prefix }: Run): string => `${prefix}-site`
const page = '<!doctype html>'

type Plain<Input> = Omit<Input, 'Bucket'>
const put = (run: Run, input: Plain<PutObjectCommandInput>) =>
  run.clients.s3.send(new PutObjectCommand({ Bucket: bucket(run), Body: page, ...input }))
const list = (run: Run, input: Plain<ListObjectsV2CommandInput> = {}) =>
  run.clients.s3.send(new ListObjectsV2Command({ Bucket: bucket(run), ...input }))
async function get(run: Run, input: Plain<GetObjectCommandInput>) {
  const { Body, ...rest } = await run.clients.s3.send(new GetObjectCommand({ Bucket: bucket(run), ...input }))
  return { ...rest, Body: await Body?.transformToString() }
}
const head = (run: Run, Key: string, ChecksumMode?: 'ENABLED') =>
  run.clients.s3.send(new HeadObjectCommand({ Bucket: bucket(run), Key, ChecksumMode }))
const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64')

const upload = (run: Run) => ({
  Bucket: bucket(run),
  Key: 'large.bin',
  UploadId: noted(run, 'UploadId'),
})

export const s3Flow: Flow = {
  service: 's3',
  makes: 'a bucket with a few objects of some bytes',
  steps: [
    step('a bucket that is not there', (run) =>
      run.clients.s3.send(new HeadBucketCommand({ Bucket: bucket(run) })),
    ),
    step('an object of no bucket', (run) => get(run, { Key: 'index.html' })),
    step('to make a bucket', (run) =>
      run.clients.s3.send(
        new CreateBucketCommand({
          Bucket: bucket(run),
          ...(run.region === 'us-east-1'
            ? {}
            : {
                CreateBucketConfiguration: { LocationConstraint: run.region as BucketLocationConstraint },
              }),
        }),
      ),
    ),
    step('to make one with a capital in its name', ({ clients, prefix }) =>
      clients.s3.send(new CreateBucketCommand({ Bucket: `${prefix}-Site` })),
    ),
    step('where it is', (run) => run.clients.s3.send(new GetBucketLocationCommand({ Bucket: bucket(run) }))),
    step('whether it is there', (run) => run.clients.s3.send(new HeadBucketCommand({ Bucket: bucket(run) }))),
    step('whether it is there, asked in another region', (run) =>
      run.clients.s3Elsewhere.send(new HeadBucketCommand({ Bucket: bucket(run) })),
    ),
    step('its objects, asked in another region', (run) =>
      run.clients.s3Elsewhere.send(new ListObjectsV2Command({ Bucket: bucket(run) })),
    ),
    step('an empty bucket', (run) => list(run)),
    step('an object that is not there', (run) => get(run, { Key: 'index.html' })),
    step('whether it is there, by HEAD', (run) => head(run, 'index.html')),
    step('to put an object', (run) =>
      put(run, {
        Key: 'index.html',
        ContentType: 'text/html',
        CacheControl: 'no-cache',
        Metadata: { version: 'v1' },
      }),
    ),
    step('the object', (run) => get(run, { Key: 'index.html' })),
    step('its headers with checksums', (run) => head(run, 'index.html', 'ENABLED')),
    step('a part of it', (run) => get(run, { Key: 'index.html', Range: 'bytes=0-3' })),
    step('a part behind its end', (run) => get(run, { Key: 'index.html', Range: 'bytes=100-' })),
    step('the object, unless it is the same', async (run) => {
      const { ETag } = await head(run, 'index.html')
      return get(run, { Key: 'index.html', IfNoneMatch: ETag })
    }),
    step('the object, if it is another', (run) => get(run, { Key: 'index.html', IfMatch: '"other"' })),
    step('to put it where nothing must be', (run) => put(run, { Key: 'index.html', IfNoneMatch: '*' })),
    step('to put it over another', (run) => put(run, { Key: 'index.html', IfMatch: '"other"' })),
    step('to put over what is not there', (run) => put(run, { Key: 'none.html', IfMatch: '"other"' })),
    step('a body with its checksum', (run) => put(run, { Key: 'assets/a.js', ChecksumSHA256: sha256(page) })),
    step('a body with the checksum of another', (run) =>
      put(run, { Key: 'assets/b.js', ChecksumSHA256: sha256('other') }),
    ),
    step('a body with the MD5 of another', (run) =>
      put(run, { Key: 'assets/b.js', ContentMD5: createHash('md5').update('other').digest('base64') }),
    ),
    step('a key with a plus', (run) => put(run, { Key: 'assets/+entry-1.js' })),
    step('the object with a plus', (run) => get(run, { Key: 'assets/+entry-1.js' })),
    step('the object with a blank instead', (run) => get(run, { Key: 'assets/ entry-1.js' })),
    step('a key that is too long', (run) => put(run, { Key: 'k'.repeat(1025) })),
    step('the whole list', (run) => list(run)),
    step('the folders of the list', (run) => list(run, { Delimiter: '/' })),
    step('the list encoded', (run) => list(run, { Prefix: 'assets/+', EncodingType: 'url' })),
    step('the first of the list', (run) => list(run, { MaxKeys: 1 })),
    step('none of the list', (run) => list(run, { MaxKeys: 0 })),
    step('a token that is none', (run) => list(run, { ContinuationToken: 'not-a-token' })),
    step('to copy an object', (run) =>
      run.clients.s3.send(
        new CopyObjectCommand({
          Bucket: bucket(run),
          Key: 'copy.html',
          CopySource: `${bucket(run)}/index.html`,
        }),
      ),
    ),
    step('to copy what is not there', (run) =>
      run.clients.s3.send(
        new CopyObjectCommand({
          Bucket: bucket(run),
          Key: 'copy.html',
          CopySource: `${bucket(run)}/none.html`,
        }),
      ),
    ),
    step('to copy an object onto itself', (run) =>
      run.clients.s3.send(
        new CopyObjectCommand({
          Bucket: bucket(run),
          Key: 'index.html',
          CopySource: `${bucket(run)}/index.html`,
        }),
      ),
    ),
    step('to begin an upload in parts', async (run) =>
      note(
        run,
        'UploadId',
        await run.clients.s3.send(
          new CreateMultipartUploadCommand({ Bucket: bucket(run), Key: 'large.bin' }),
        ),
        ({ UploadId }) => UploadId,
      ),
    ),
    step('a part', (run) =>
      run.clients.s3.send(new UploadPartCommand({ ...upload(run), PartNumber: 1, Body: page })),
    ),
    step('a part with the number 0', (run) =>
      run.clients.s3.send(new UploadPartCommand({ ...upload(run), PartNumber: 0, Body: page })),
    ),
    step('to complete it with a part that was not sent', (run) =>
      run.clients.s3.send(
        new CompleteMultipartUploadCommand({
          ...upload(run),
          MultipartUpload: { Parts: [{ PartNumber: 2, ETag: '"other"' }] },
        }),
      ),
    ),
    step('to give it up', (run) => run.clients.s3.send(new AbortMultipartUploadCommand(upload(run)))),
    step('to give it up again', (run) => run.clients.s3.send(new AbortMultipartUploadCommand(upload(run)))),
    step('to delete what is not there', (run) =>
      run.clients.s3.send(new DeleteObjectCommand({ Bucket: bucket(run), Key: 'none.html' })),
    ),
    step('to delete several', (run) =>
      run.clients.s3.send(
        new DeleteObjectsCommand({
          Bucket: bucket(run),
          Delete: { Objects: [{ Key: 'copy.html' }, { Key: 'none.html' }] },
        }),
      ),
    ),
    step('to remove a bucket that holds objects', (run) =>
      run.clients.s3.send(new DeleteBucketCommand({ Bucket: bucket(run) })),
    ),
    step('to deny listing', (run) =>
      run.clients.s3.send(
        new PutBucketPolicyCommand({
          Bucket: bucket(run),
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:ListBucket',
                Resource: `arn:aws:s3:::${bucket(run)}`,
              },
            ],
          }),
        }),
      ),
    ),
    step('the list that is denied', (run) => list(run)),
    step('an object that is not there, to who may not list', (run) => get(run, { Key: 'none.html' })),
    step('the same by HEAD', (run) => head(run, 'none.html')),
    step('an object that is there, to who may not list', (run) => get(run, { Key: 'index.html' })),
    step('to allow it again', (run) =>
      run.clients.s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket(run) })),
    ),
  ],
  async sweep({ s3 }, prefix) {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({ Prefix: prefix }))
    const removed: string[] = []
    for (const { Name = '' } of Buckets)
      if (Name.startsWith(prefix))
        removed.push(...(await removeAll([[`bucket ${Name}`, () => removeBucket(s3, Name)]])))
    return removed
  },
}

async function removeBucket(s3: Clients['s3'], Bucket: string): Promise<void> {
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }))
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
  if (Contents.length > 0)
    await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } }),
    )
  await s3.send(new DeleteBucketCommand({ Bucket }))
}
