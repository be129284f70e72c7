import { z } from 'zod'

export const text = z.string().min(1, 'must not be empty')

/** An address of http or https, without trailing slash, query and credentials. */
export const httpUrl = z
  .string()
  .regex(
    /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/,
    'an address with http:// or https://, without query or credentials',
  )
  .refine((value) => URL.canParse(value), 'an address with http:// or https://')
  .transform((value) => value.replace(/\/+$/, ''))

export const urlPath = z.string().regex(/^\/[^\s#]*$/, 'a path that starts with /')

export const keyPrefix = z
  .string()
  .regex(/^([^/\s][^\s]*\/)?$/, 'a key prefix without leading slash that ends with /, or empty')

export const sitePath = z
  .string()
  .regex(/^[^/\s?#][^\s?#]*$/, 'a path without leading slash, such as config.js')

export const folder = z
  .string()
  .regex(/^\/([^\s]*[^/\s])?$/, 'an absolute folder without trailing slash, or / for the root')

export const settingName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'letters, digits and underscores')

export const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, 'an ARN such as arn:aws:iam::123456789012:role/lockstep')

export const regularExpression = z.string().refine((pattern) => {
  try {
    return new RegExp(pattern) instanceof RegExp
  } catch {
    return false
  }
}, 'a regular expression that compiles')

export const limit = z.number('a number').nonnegative('a number from 0')
export const wholeNumber = (min: number, max: number) =>
  z
    .int(`a whole number from ${min} to ${max}`)
    .min(min, `a whole number from ${min} to ${max}`)
    .max(max, `a whole number from ${min} to ${max}`)

/** Header names and values as they go over the wire; a value is never repeated in an error. */
export const headers = z
  .record(
    z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'the name of a header'),
    z.string().regex(/^[\t\x20-\x7e]+$/, 'printable ASCII on one line'),
  )
  .default({})
