const PAGE = 500;

interface Page<T> {
  items: readonly T[];
  next_cursor: string | null;
}

/** Every row of a list that is read in pages, in its order. */
export async function* listPages<T>(
  read: (page: { cursor: string | undefined; limit: number }) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await read({ cursor, limit: PAGE });
    // A page may be short, or empty, and not be the last.
    if (page.items.length > 0) yield page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
