import { type DehydratedState, dehydrate as dehydrateClient, type QueryClient } from '@tanstack/react-query';

/**
 * What the server read, for the browser's cache: the data of each read as one text. As values React would walk through each of them
 * three times (to write them into the page, and to read them for the server's and for the browser's first render), and a list has
 * thousands. `makeQueryClient` reads the text.
 */
export const dehydrate = (client: QueryClient): DehydratedState =>
  dehydrateClient(client, { serializeData: JSON.stringify });

export const readDehydrated = (text: string): unknown => JSON.parse(text);
