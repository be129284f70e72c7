import { createAppConfig, type AppConfig } from '../world/appconfig.ts'
import { createCloudFront } from '../world/cloudfront.ts'
import { createCompute, type Compute } from '../world/compute.ts'
import { createEcr } from '../world/ecr/registries.ts'
import { createS3 } from '../world/s3.ts'
import { testContext, type TestContext } from '../world/test-context.ts'
import type { Door, WorldRequest, WorldResponse } from '../world/world.ts'
import type { BuildableWorld } from './paired/paired-world.ts'

export type TestingWorld = BuildableWorld &
  Compute & {
    readonly context: TestContext
    readonly appconfig: AppConfig
    /** Asks a door by the URL under which it was reserved. */
    get(url: string, headers?: WorldRequest['headers']): Promise<WorldResponse & { readonly text: string }>
  }

/** A whole world without sockets, whose time moves only by `context.advance`. */
export function testingWorld(): TestingWorld {
  const context = testContext()
  const ecr = createEcr(context)
  const doors = new Map<string, Door>()
  const names: string[] = []
  const reserveDoor = async (name: string): Promise<string> => {
    if (!names.includes(name)) names.push(name)
    return `http://127.0.0.1:${5000 + names.indexOf(name)}`
  }
  return {
    ...createCompute(context, ecr),
    context,
    ecr,
    s3: createS3(context),
    cloudfront: createCloudFront(context),
    appconfig: createAppConfig(context),
    reserveDoor,
    attachDoor(name, door) {
      doors.set(name, door)
      return reserveDoor(name)
    },
    async get(url, headers = {}) {
      const { port, pathname, search } = new URL(url)
      const door = doors.get(names[Number(port) - 5000] ?? '')
      if (!door) throw new Error(`nothing answers at ${url}`)
      const answer = await door.answer({ method: 'GET', url: `${pathname}${search}`, headers })
      return { ...answer, text: Buffer.from(answer.body).toString() }
    },
  }
}
