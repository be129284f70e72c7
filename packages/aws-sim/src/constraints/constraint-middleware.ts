import { AwsError } from '../wire/aws-error.ts'
import type { Middleware } from '../wire/aws-server.ts'
import { validationCode } from '../wire/validation-code.ts'
import appconfig from './appconfig.json' with { type: 'json' }
import appconfigdata from './appconfigdata.json' with { type: 'json' }
import cloudformation from './cloudformation.json' with { type: 'json' }
import keyvaluestore from './cloudfront-keyvaluestore.json' with { type: 'json' }
import cloudfront from './cloudfront.json' with { type: 'json' }
import cloudwatch from './cloudwatch.json' with { type: 'json' }
import codebuild from './codebuild.json' with { type: 'json' }
import { violationsOf, type Constraints, type Violation } from './constraints.ts'
import ecr from './ecr.json' with { type: 'json' }
import ecs from './ecs.json' with { type: 'json' }
import elbv2 from './elbv2.json' with { type: 'json' }
import logs from './logs.json' with { type: 'json' }
import sts from './sts.json' with { type: 'json' }

const models = {
  appconfig,
  appconfigdata,
  cloudformation,
  cloudfront,
  'cloudfront-keyvaluestore': keyvaluestore,
  cloudwatch,
  codebuild,
  ecr,
  ecs,
  elbv2,
  logs,
  sts,
} as unknown as Readonly<Record<string, Constraints | undefined>>

/** Refuses inputs that AWS's own models forbid: what is missing, too long, out of range, of the wrong form or unknown. */
export const checkConstraints: Middleware = (call, next) => {
  const { service, operation } = call.context
  const model = models[service]
  const violations = model === undefined ? [] : violationsOf(model, operation, call.input)
  if (violations.length === 0) return next()
  const message = service === 'ecr' ? inWordsOfEcr(violations) : inCommonWords(violations)
  return Promise.resolve(call.refuse(new AwsError(validationCode(service), message)))
}

function inCommonWords(violations: readonly Violation[]): string {
  const each = violations.map(({ path, value, must }) => {
    const shown = value === 'null' ? 'null' : `'${value}'`
    return `Value ${shown} at '${path}' failed to satisfy constraint: Member must ${must}`
  })
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${each.join('; ')}`
}

function inWordsOfEcr([first]: readonly Violation[]): string {
  const must = first?.must.replace(
    /^satisfy regular expression pattern: (.*)$/s,
    "satisfy regular expression '$1'",
  )
  return `Invalid parameter at '${first?.path}' failed to satisfy constraint: 'must ${must}'`
}
