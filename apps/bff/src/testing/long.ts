/** `npm run test:long` tries every combination of what `npm test` tries a sample of. */
export const isLong = process.env['LOCKSTEP_TESTS'] === 'long'
