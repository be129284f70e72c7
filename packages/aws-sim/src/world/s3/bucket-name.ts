import { AwsError } from '../../wire/aws-error.ts'

/** S3 user guide, bucket naming rules: what is worth refusing of them. */
export function checkBucketName(name: string): void {
  const fine =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(?:xn--|sthree-)|(?:-s3alias|--ol-s3)$/.test(name)
  if (!fine) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400)
}
