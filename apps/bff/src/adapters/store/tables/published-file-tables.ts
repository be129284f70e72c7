import type { NullableTimeColumn, TimeColumn } from '../columns.ts'

/** `site` is `bucket/prefix`: records of a bucket that the configuration no longer names are never applied to another. */
export type SitePublicationTable = {
  site: string
  number: number
  release_id: string
  published_at: TimeColumn
  succeeded_at: NullableTimeColumn
}

export type PublishedFileTable = {
  site: string
  path: string
  size: number
  etag: string
  uploaded: boolean
  stored_etag: string | null
  served: string | null
  last_publication: number
}

export type PublishedFileTables = {
  site_publication: SitePublicationTable
  published_file: PublishedFileTable
}
