import { startSimulator, type Simulator } from '../simulator.ts'

export type TestSimulator = Simulator<undefined> & {
  /** What a client of the simulator is made with. */
  readonly clientSettings: {
    readonly region: string
    readonly endpoint: string
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
    readonly maxAttempts: number
  }
}

/** An empty world whose time stands still save for `clock.advance`, for tests through the real clients. */
export async function startTestSimulator(): Promise<TestSimulator> {
  const simulator = await startSimulator({ clock: { manual: true, startAt: Date.UTC(2025, 8, 29, 10, 15) } })
  return Object.assign(simulator, {
    clientSettings: {
      region: 'eu-west-1',
      endpoint: simulator.url,
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
  })
}
