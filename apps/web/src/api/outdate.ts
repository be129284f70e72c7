import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * What is known under the key is out of date: what a page shows of it is read again. A first reading that is under way
 * may have begun before the news, and by itself would count as new: it is followed by another one.
 */
export const outdate = (client: QueryClient, queryKey: QueryKey): void => {
  const again = () => void client.invalidateQueries({ queryKey })
  const first = client
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined })
  for (const { promise } of first) promise?.then(again, again)
  again()
}

/**
 * Shows at once what the server answered to an action. News that came before that answer may be newer than it, so that it
 * is read again all the same.
 */
export const rememberAnswer = (client: QueryClient, queryKey: QueryKey, answer: object): void => {
  client.setQueryData(queryKey, answer)
  outdate(client, queryKey)
}
