import type { Publication, PublishedFile } from '../../../domain/artifact/retention.ts'
import type { PublishedFiles } from '../ports.ts'

/** For tests and the bench: the record of published files of one site, in memory. */
export function createMemoryPublishedFiles(): PublishedFiles {
  const files = new Map<string, PublishedFile>()
  const publications: Publication[] = []
  const change = (path: string, changes: Partial<PublishedFile>): void => {
    const file = files.get(path)
    if (file !== undefined) files.set(path, { ...file, ...changes })
  }
  return {
    files: () => Promise.resolve([...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1))),
    publications: () => Promise.resolve([...publications]),
    begin: async (_environment, { releaseId, publishedAt, upload, holds }) => {
      const open = publications.find((publication) => publication.releaseId === releaseId)
      const number = open?.number ?? publications.length + 1
      if (open === undefined) publications.push({ number, releaseId, publishedAt, succeeded: false })
      for (const { path, size, etag } of upload)
        files.set(path, {
          path,
          size,
          etag,
          storedEtag: null,
          served: null,
          uploaded: false,
          lastPublication: number,
        })
      for (const path of holds) change(path, { lastPublication: number })
    },
    confirm: async (_environment, confirmed) => {
      for (const { path, ...stored } of confirmed) change(path, { ...stored, uploaded: true })
    },
    succeed: async (_environment, releaseId) => {
      const index = publications.findIndex((publication) => publication.releaseId === releaseId)
      const publication = publications[index]
      if (publication !== undefined) publications[index] = { ...publication, succeeded: true }
    },
    forget: async (_environment, paths) => {
      for (const path of paths) files.delete(path)
    },
  }
}
