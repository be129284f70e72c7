import { XmlCodec } from '@aws-sdk/core/protocols'
import { CborCodec } from '@smithy/core/cbor'
import {
  FromStringShapeDeserializer,
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
  ToStringShapeSerializer,
} from '@smithy/core/protocols'
import type { NormalizedSchema } from '@smithy/core/schema'
import type { CodecSettings, DocumentType } from '@smithy/types'
import type { ServiceModel } from './model.ts'

/** Reads and writes the body of one format by schema. */
export type BodyCodec = {
  readonly contentType: string
  readonly read: (schema: NormalizedSchema, body: Uint8Array) => unknown
  readonly write: (schema: NormalizedSchema, value: unknown) => Uint8Array | string
}

/** Reads and writes single values that stand in a header, a label, a query parameter or a form field. */
export type TextCodec = {
  readonly read: (schema: NormalizedSchema, text: string) => unknown
  readonly write: (schema: NormalizedSchema, value: unknown) => string
}

type TimestampDefault = CodecSettings['timestampFormat']['default']

/** Timestamp formats by the number that schemas use for them. */
export const dateTimeFormat: TimestampDefault = 5
export const epochSecondsFormat: TimestampDefault = 7

/** JSON; `rest` renames members by trait and knows those bound outside the body. */
export function createJsonCodec(model: ServiceModel, rest: boolean): BodyCodec {
  const settings = {
    timestampFormat: { useTrait: true, default: epochSecondsFormat },
    jsonName: rest,
    httpBindings: rest,
  }
  return {
    contentType: 'application/json',
    read(schema, body) {
      const deserializer = new JsonShapeDeserializer2(settings)
      deserializer.setSerdeContext(model.serde)
      const parsed: DocumentType = JSON.parse(new TextDecoder().decode(body))
      return deserializer.readObject(schema, parsed)
    },
    write(schema, value) {
      const serializer = new JsonShapeSerializer2(settings)
      serializer.setSerdeContext(model.serde)
      serializer.write(schema, value)
      // Plain bytes: what comes out warns when anything treats it as text.
      const { buffer, byteOffset, byteLength } = serializer.flush()
      return new Uint8Array(buffer, byteOffset, byteLength)
    },
  }
}

/** XML, with the declaration that strict parsers expect. */
export function createXmlCodec(model: ServiceModel, rest: boolean): BodyCodec {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: dateTimeFormat },
    httpBindings: rest,
    xmlNamespace: model.settings.xmlNamespace,
    serviceNamespace: model.settings.defaultNamespace,
  })
  codec.setSerdeContext(model.serde)
  return {
    contentType: 'text/xml',
    read: (schema, body) => codec.createDeserializer().read(schema, body),
    write(schema, value) {
      const serializer = codec.createSerializer()
      serializer.write(schema, value)
      return `<?xml version="1.0" encoding="UTF-8"?>\n${String(serializer.flush())}`
    },
  }
}

export function createCborCodec(model: ServiceModel): BodyCodec {
  const codec = new CborCodec()
  codec.setSerdeContext(model.serde)
  return {
    contentType: 'application/cbor',
    read: (schema, body) => codec.createDeserializer().read(schema, body),
    write(schema, value) {
      const serializer = codec.createSerializer()
      serializer.write(schema, value)
      // The serializer reuses its buffer.
      return Uint8Array.from(serializer.flush())
    },
  }
}

export function createTextCodec(
  model: ServiceModel,
  defaultFormat: TimestampDefault,
  http: boolean,
): TextCodec {
  const settings = { timestampFormat: { useTrait: true, default: defaultFormat }, httpBindings: http }
  const reader = new FromStringShapeDeserializer(settings)
  const writer = new ToStringShapeSerializer(settings)
  reader.setSerdeContext(model.serde)
  writer.setSerdeContext(model.serde)
  return {
    read: (schema, text) => reader.read(schema, text),
    write(schema, value) {
      writer.write(schema, value)
      return writer.flush()
    },
  }
}
