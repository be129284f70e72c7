import { z } from 'zod'

/** A moment on the wire: ISO 8601 in UTC, such as `2026-11-20T12:56:00.000Z`. */
export const IsoTime = z.iso.datetime()
export type IsoTime = z.infer<typeof IsoTime>
