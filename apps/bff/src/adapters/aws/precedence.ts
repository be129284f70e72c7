/** Lets some reads wait until none of those that count more is under way. */
export function createPrecedence() {
  const underWay = new Set<Promise<unknown>>()
  return {
    do:
      <Input extends readonly unknown[], Output>(read: (...input: Input) => Promise<Output>) =>
      (...input: Input): Promise<Output> => {
        const reading = read(...input).finally(() => underWay.delete(reading))
        underWay.add(reading)
        return reading
      },
    after:
      <Input extends readonly unknown[], Output>(read: (...input: Input) => Promise<Output>) =>
      async (...input: Input): Promise<Output> => {
        while (underWay.size > 0) await Promise.allSettled(underWay)
        return await read(...input)
      },
  }
}
