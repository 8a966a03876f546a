import type { Metadata } from 'next';
import { findScopedContext } from '#lib/web/page-context.ts';

/** The title of a screen's tab, with the chosen scope: tabs of two teams are told apart. */
export function titled(title: string): () => Promise<Metadata> {
  return async () => {
    const chosen = (await findScopedContext())?.chosen;
    return { title: chosen === undefined ? title : `${title} · ${chosen.name}` };
  };
}
