/** One press of a button: what is asked, with the key that makes its repeats harmless. */
export type Attempt<Input> = { readonly input: Input; readonly idempotencyKey: string }

/** Made once per press, outside the mutation function, so that retries send the same key. */
export const attempt = <Input>(input: Input): Attempt<Input> => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const idempotencyKey = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { input, idempotencyKey }
}
