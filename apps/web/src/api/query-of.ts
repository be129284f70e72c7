/** A filter as the API's query: nothing that is empty, numbers as text, and the page to go on with. */
export const queryOf = <Filter extends Readonly<Record<string, string | number | undefined>>>(
  filter: Filter,
  cursor: string | null,
): QueryOf<Filter> =>
  Object.fromEntries(
    Object.entries({ ...filter, cursor })
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => [name, String(value)]),
  ) as QueryOf<Filter>

type QueryOf<Filter> = {
  [Name in keyof Filter]?: Filter[Name] extends number | undefined ? string : Filter[Name]
} & { cursor?: string }
