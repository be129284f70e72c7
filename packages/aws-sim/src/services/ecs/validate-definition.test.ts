import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { expect, test } from 'vitest'
import { checkDefinition } from './validate-definition.ts'

const web = { name: 'web', image: 'example.com/web:v1' }
const fargate: RegisterTaskDefinitionRequest = {
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '512',
  memory: '1024',
  containerDefinitions: [web],
}
const withContainer = (change: object): RegisterTaskDefinitionRequest => ({
  ...fargate,
  containerDefinitions: [{ ...web, ...change }],
})

test.each<[string, RegisterTaskDefinitionRequest, RegExp]>([
  ['a network that Fargate has not', { ...fargate, networkMode: 'bridge' }, /only supports network mode/],
  ['sizes that do not go together', { ...fargate, memory: '8192' }, /No Fargate configuration exists/],
  ['an odd number of units', { ...fargate, cpu: '300' }, /No Fargate configuration exists/],
  ['no container that is essential', withContainer({ essential: false }), /should be essential/],
  [
    'a secret named as a variable',
    withContainer({
      environment: [{ name: 'API_KEY', value: 'a' }],
      secrets: [{ name: 'API_KEY', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/key' }],
    }),
    /secret name must be unique.*'API_KEY'/,
  ],
  [
    'another port of the host',
    withContainer({ portMappings: [{ containerPort: 8080, hostPort: 80 }] }),
    /must match/,
  ],
  ['two containers of one name', { ...fargate, containerDefinitions: [web, web] }, /unique/],
  ['a container without memory', { family: 'web', containerDefinitions: [web] }, /'memoryReservation'/],
])('refuses %s', (_what, input, message) => {
  expect(() => checkDefinition(input)).toThrow(message)
})

test.each<[string, RegisterTaskDefinitionRequest]>([
  ['sizes in words', { ...fargate, cpu: '1 vCPU', memory: '2GB' }],
  ['the same port', withContainer({ portMappings: [{ containerPort: 8080, hostPort: 8080 }] })],
  ['memory of the task alone', { family: 'web', memory: '512', containerDefinitions: [web] }],
  [
    'a side container that is not essential',
    { ...fargate, containerDefinitions: [web, { ...web, name: 'migrate', essential: false }] },
  ],
])('takes %s', (_what, input) => {
  expect(() => checkDefinition(input)).not.toThrow()
})
