import { runRule } from '../../../domain/drift/rule.ts'
import { siteFiles } from '../../../domain/drift/checks/site-files.ts'
import { entryValue, environment, observe, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'

const path = 'main.474dcee1.js'
const type = { sha256: '4'.repeat(64), contentType: 'text/plain' }

export const corpusCase = defineCase({
  id: 'R-D24',
  title: 'A type that the bucket itself has wrong, and nosniff at the edge',
  world:
    'Scripts were uploaded as text/plain; a policy of the edge adds X-Content-Type-Options: nosniff, so that browsers refuse them. An invalidation brings the same type again.',
  source: 'field test; https://github.com/aws/aws-cli/issues/3758',
  right: {
    'site-files': {
      status: 'fail',
      says: [/At the edge, browsers refuse main/, /In the bucket, browsers refuse main/],
    },
    remedy: { status: 'deploy', says: /^Publish the frontend of \S+ again$/ },
  },
  rules: () => {
    const edge = {
      ...entryValue,
      refused: [`${path}: it is served as text/plain`],
      files: { [path]: { ...type, isRefused: true } },
    }
    const bucket = { ...entryValue, files: { [path]: { ...type, isRefused: false } } }
    const found = runRule(
      siteFiles,
      observe({ edge: site({ entry: read(edge) }), bucket: site({ entry: read(bucket) }) }),
      environment,
    )
    return {
      'site-files': found,
      remedy: { status: found.remedy?.kind ?? 'none', sentence: found.remedy?.label ?? '' },
    }
  },
})
