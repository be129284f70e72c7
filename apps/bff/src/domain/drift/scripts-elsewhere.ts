import type { Problem } from '@lockstep/shared-types/problem'

const maxNamed = 3

/** A page all of whose scripts lie on other hosts, such as a CDN of their own: nobody looks into those. */
export const scriptsElsewhere = (places: readonly string[]): Problem => ({
  code: 'probe-not-allowed',
  title: `its scripts lie on ${places.slice(0, maxNamed).join(', ')}, which is not looked at`,
  detail: null,
  remedy:
    'Lockstep looks at scripts under the address of the site alone. Serve them from there, or look at this by hand.',
})

/** A page that only chooses another, such as that of a language: that one is what users get, and nobody looks into it. */
export const onlyLeadsOn = (to: string): Problem => ({
  code: 'probe-not-allowed',
  title: `the page loads no script and only leads on to ${to}, which is not looked at`,
  detail: null,
  remedy:
    'Give frontend.url, frontend.prefix and frontend.imagePath with the folder of the page that it leads to, or look at this by hand.',
})
