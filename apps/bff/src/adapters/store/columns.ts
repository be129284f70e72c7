import type { ColumnType } from 'kysely'

/** `timestamptz`: read as Date, written as ISO time. */
export type TimeColumn = ColumnType<Date, string, string>
export type NullableTimeColumn = ColumnType<Date | null, string | null | undefined, string | null>
/** `jsonb`: read as value, written as text, because the driver would make an SQL array of a JavaScript one. */
export type JsonColumn<T> = ColumnType<T, string, string>
export type NullableJsonColumn<T> = ColumnType<T | null, string | null | undefined, string | null>
/** `bigserial`: the driver reads 64 bits as text. */
export type SerialColumn = ColumnType<string | number, never, never>

export const toIso = (time: Date): string => time.toISOString()
export const toIsoOrNull = (time: Date | null): string | null => (time === null ? null : time.toISOString())
export const toJson = (value: unknown): string => JSON.stringify(value)
export const toJsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
