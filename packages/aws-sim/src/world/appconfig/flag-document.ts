type AttributeValue = string | number | boolean | readonly (string | number)[]

export type FlagVariant = {
  readonly name: string
  readonly enabled: boolean
  /** Not there on the default variant. */
  readonly rule?: string
  readonly attributeValues?: Readonly<Record<string, AttributeValue>>
}

export type FlagValue = {
  readonly enabled?: boolean
  readonly _variants?: readonly FlagVariant[]
  /** Values of the flag's attributes, by their keys. */
  readonly [attribute: string]: AttributeValue | readonly FlagVariant[] | undefined
}

/** The content of a profile of the type `AWS.AppConfig.FeatureFlags`. */
export type FlagDocument = {
  readonly version: '1'
  readonly flags?: Readonly<Record<string, FlagDefinition>>
  readonly values?: Readonly<Record<string, FlagValue>>
}

export type FlagDefinition = {
  readonly name?: string
  readonly description?: string
  readonly attributes?: Readonly<Record<string, { readonly constraints?: AttributeConstraints }>>
}

export type AttributeConstraints = {
  readonly type: 'string' | 'number' | 'boolean' | 'array'
  readonly required?: boolean
  readonly enum?: readonly (string | number)[]
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
}
