import { z } from 'zod'
import { duration } from './duration.ts'
import { text, wholeNumber } from './values.ts'

/** Negation would mean all other files, which is never meant. */
const glob = text.regex(/^[^!]/, 'a glob such as *.map; it does not begin with !')

/** Which files of an image go into the bucket; part of the section `frontend`. */
export const publishing = {
  exclude: z
    .array(glob)
    .default(['.DS_Store', 'Thumbs.db'])
    .describe(
      'Files of the image that are not published: globs such as *.map or drafts/**, relative to imagePath; one without a slash means at any depth.',
    ),
  keep: z
    .array(glob)
    .default([])
    .describe(
      "Files that belong to the bucket, such as config.js: globs as in exclude; the image's are not put over them.",
    ),
  limits: z
    .strictObject({
      files: wholeNumber(1, 1_000_000).default(50_000).describe('Files of the frontend.'),
      fileMegabytes: wholeNumber(1, 5_000).default(256).describe('Size of one file.'),
      totalMegabytes: wholeNumber(1, 50_000).default(1024).describe('Size of all together.'),
      layer: duration('1s', '1h').prefault('10m').describe('Time to read one layer of the image.'),
    })
    .prefault({})
    .describe('What one image may make Lockstep take.'),
} as const
