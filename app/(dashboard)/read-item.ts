import type { Context } from '#lib/context.ts';
import { type InOrOutside, inOrOutside } from '#lib/web/in-or-outside.ts';
import { getPageContext } from '#lib/web/page-context.ts';
import { readOrNotFound } from './read-or-not-found.ts';

/** Reads the one thing that a page shows, within the chosen scope or outside; shows the not-found page without it. */
export async function readItem<T>(read: (ctx: Context) => Promise<T>): Promise<InOrOutside<T>> {
  const ctx = await getPageContext();
  return readOrNotFound(inOrOutside(ctx, read));
}
