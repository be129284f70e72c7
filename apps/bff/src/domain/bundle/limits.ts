/** How much of a site is looked into. What lies beyond is said to be not looked into, and never called clean. */
export const maxScripts = 1000
export const maxScriptBytes = 16 * 1024 * 1024
/** Of all scripts of a site together. */
export const maxSiteBytes = 128 * 1024 * 1024
