import type { Command } from '@smithy/types'
import type { Readable } from 'node:stream'

/** What a handler may know of the call besides its input. */
export type CallContext = {
  readonly service: string
  readonly operation: string
  readonly requestId: string
  readonly accessKeyId: string | null
  readonly region: string | null
  readonly headers: Readonly<Record<string, string>>
  /** Host and port the client called, for URLs in answers that must lead back here. */
  readonly host: string
}

// oxlint-disable-next-line typescript/no-explicit-any -- infers from classes whose parameters are invariant
type CommandTypes<C> = C extends abstract new (...input: any[]) => Command<any, infer I, any, infer O, any>
  ? { input: I; output: O }
  : never

/** The typed handler table of a client package: `Handlers<typeof ecs>` has one optional function per operation. */
export type Handlers<Package> = {
  [Name in keyof Package as Name extends `${infer Operation}Command` ? Operation : never]?: (
    input: Received<CommandTypes<Package[Name]>['input']>,
    context: CallContext,
  ) => Answer<CommandTypes<Package[Name]>['output']> | Promise<Answer<CommandTypes<Package[Name]>['output']>>
}

/** The input as it is after decoding: a streamed body has been collected into bytes. */
type Received<Input> = {
  [Member in keyof Input]: Readable extends Input[Member] ? Uint8Array | undefined : Input[Member]
}

/** The output without the client's own metadata; a streamed or adapted body is given as bytes. */
type Answer<Output> = {
  [Member in keyof Output as Exclude<Member, '$metadata'>]: NonNullable<Output[Member]> extends
    | { transformToByteArray(): Promise<Uint8Array> }
    | Uint8Array
    ? Uint8Array | undefined
    : Output[Member]
}
