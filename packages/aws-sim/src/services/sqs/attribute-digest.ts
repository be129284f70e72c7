import { createHash } from 'node:crypto'
import type { MessageAttributeValue } from '@aws-sdk/client-sqs'

/** The digest that SQS answers for message attributes: names, types and values by length, sorted by name. */
export function attributesMd5(
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): string | undefined {
  const names = Object.keys(attributes).toSorted()
  if (names.length === 0) return undefined
  const hash = createHash('md5')
  const addText = (text: string): void => addBytes(Buffer.from(text))
  const addBytes = (bytes: Uint8Array): void => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const name of names) {
    const { DataType = 'String', StringValue, BinaryValue } = attributes[name] ?? {}
    addText(name)
    addText(DataType)
    hash.update(Uint8Array.of(BinaryValue ? 2 : 1))
    if (BinaryValue) addBytes(BinaryValue)
    else addText(StringValue ?? '')
  }
  return hash.digest('hex')
}
