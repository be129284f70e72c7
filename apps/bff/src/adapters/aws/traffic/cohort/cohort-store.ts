import {
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  PutKeyCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore'
import type { Environment } from '../../../../domain/environment.ts'
import type { AwsClients } from '../../clients.ts'
import { called, isConflict, isGone, refuse } from '../problem-error.ts'
import { parseCohort, type CohortValue } from './cohort-value.ts'
import { findStore, storeWords } from './find-store.ts'

const key = 'cohort'
const mostAttempts = 6

/** What stands under the key: `strange` when it is nothing that Lockstep or the functions know. */
export type CohortEntry = CohortValue | 'absent' | 'strange'

type Clients = Pick<AwsClients, 'cloudFront' | 'keyValueStore'>

export type CohortStore = {
  readonly arn: string
  read(): Promise<CohortEntry>
  /**
   * Changes the entry over the version that was read, again when somebody was quicker. `decide` gives the new value,
   * `absent` to delete it, or the same entry to leave it; it gives what is there in the end.
   */
  change(decide: (entry: CohortEntry) => CohortValue | 'absent' | 'strange'): Promise<CohortEntry>
}

/** Opens key-value stores by name. ARNs are looked up once, and anew when a store is gone. */
export function createCohortStores() {
  const arns = new Map<string, string>()

  return async function onStore<T>(
    environment: Pick<Environment, 'aws'>,
    clients: Clients,
    name: string,
    work: (store: CohortStore) => Promise<T>,
  ): Promise<T> {
    const mapKey = JSON.stringify([environment.aws, name])
    const known = arns.get(mapKey)
    if (known !== undefined) {
      try {
        return await work(openStore(clients, name, known))
      } catch (error) {
        if (!isGone(error)) throw error
        arns.delete(mapKey)
      }
    }
    const arn = await findStore(clients.cloudFront, name)
    arns.set(mapKey, arn)
    return work(openStore(clients, name, arn))
  }
}

function openStore({ keyValueStore: client }: Clients, name: string, arn: string): CohortStore {
  const resource = storeWords(name)
  const of = { KvsARN: arn }

  const read = async (): Promise<CohortEntry> => {
    const about = { operation: 'cloudfront-keyvaluestore:GetKey', resource }
    try {
      const { Value } = await called(about, () => client.send(new GetKeyCommand({ ...of, Key: key })))
      return parseCohort(Value ?? '') ?? 'strange'
    } catch (error) {
      if (isGone(error)) return 'absent'
      throw error
    }
  }
  // Also tells a store that is gone from a key that is not there: AWS answers a read of either alike.
  const version = async (): Promise<string | undefined> => {
    const about = { operation: 'cloudfront-keyvaluestore:DescribeKeyValueStore', resource }
    const { ETag } = await called(about, () => client.send(new DescribeKeyValueStoreCommand(of)))
    return ETag
  }
  const write = async (value: CohortValue | 'absent', ifMatch: string | undefined): Promise<void> => {
    const guarded = { ...of, Key: key, IfMatch: ifMatch }
    if (value === 'absent')
      await called({ operation: 'cloudfront-keyvaluestore:DeleteKey', resource }, () =>
        client.send(new DeleteKeyCommand(guarded)),
      )
    else
      await called({ operation: 'cloudfront-keyvaluestore:PutKey', resource }, () =>
        client.send(new PutKeyCommand({ ...guarded, Value: JSON.stringify(value) })),
      )
  }

  return {
    arn,
    async read() {
      const entry = await read()
      if (entry === 'absent') await version()
      return entry
    },
    async change(decide) {
      for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
        // The version before the content: whoever writes in between makes the write below fail.
        const ifMatch = await version()
        const before = await read()
        const after = decide(before)
        if (after === before || after === 'strange') return before
        try {
          await write(after, ifMatch)
          return after
        } catch (error) {
          if (!isConflict(error)) throw error
        }
      }
      return refuse({
        code: 'driver-busy',
        title: `Something else keeps writing to the ${resource}.`,
        detail: arn,
        remedy: 'Find out what else writes to this store, and stop it while the rollout runs.',
      })
    },
  }
}
