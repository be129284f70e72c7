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

/**
 * Text as PostgreSQL takes it. What was observed (a page, a log line) may hold U+0000 or half a surrogate pair,
 * and that must not cost the whole row: U+FFFD stands for it.
 */
export const toText = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()
export const toTextOrNull = (text: string | null): string | null => (text === null ? null : toText(text))

export function toJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!/\\u(0000|d[89a-f])/.test(json)) return json
  return JSON.stringify(value, (_key, field: unknown) => (typeof field === 'string' ? toText(field) : field))
}
export const toJsonOrNull = (value: unknown): string | null => (value === null ? null : toJson(value))
