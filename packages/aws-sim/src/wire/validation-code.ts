/** How each service calls an input that its model forbids; the rest say `ValidationException`. */
const codes: Readonly<Record<string, string>> = {
  appconfig: 'BadRequestException',
  appconfigdata: 'BadRequestException',
  cloudformation: 'ValidationError',
  // believed: what the XML lacks is called malformed, as issues of public tools show it; a wrong value too (not looked up).
  cloudfront: 'MalformedXML',
  cloudwatch: 'ValidationError',
  codebuild: 'InvalidInputException',
  ecr: 'InvalidParameterException',
  // believed: most refusals of ECS are called so; its page of common errors also knows ValidationException.
  ecs: 'InvalidParameterException',
  elbv2: 'ValidationError',
  logs: 'InvalidParameterException',
  s3: 'InvalidRequest',
  sqs: 'MissingParameter',
  sts: 'ValidationError',
}

export const validationCode = (service: string): string => codes[service] ?? 'ValidationException'
