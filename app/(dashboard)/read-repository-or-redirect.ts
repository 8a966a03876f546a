import { repositoryTabHref } from '#components/queries/addresses.ts';
import type { Context } from '#lib/context.ts';
import type { RepositorySummary } from '#lib/contracts/repository.ts';
import { type RepositoryTab, tabAtEnd } from '#lib/contracts/reserved-names.ts';
import { Fault } from '#lib/errors.ts';
import { findPresentName } from '#lib/views/repository/find-present-name.ts';
import { getRepositorySummary } from '#lib/views/repository/get-repository-summary.ts';
import { nameBeforePart } from '#lib/views/repository/name-before-part.ts';
import { type InOrOutside, inOrOutside } from '#lib/web/in-or-outside.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';
import { goTo } from './go-to.ts';
import { readOrNotFound } from './read-or-not-found.ts';

export interface AskedRepository {
  name: string;
  /** Null: the overview. */
  tab: RepositoryTab | null;
}

/** What an address asks for: a repository may be called as a tab is, where there is none of the shorter name. */
export async function askedRepository(parts: readonly string[]): Promise<AskedRepository> {
  const tab = tabAtEnd(parts);
  const name = tab === null ? null : await nameBeforePart(await getUnscopedContext(), parts, tab);
  return name === null ? { name: parts.join('/'), tab: null } : { name, tab };
}

/** The repository of this name; a former name redirects to the present one, any other shows the not-found page. */
export async function readRepositoryOrRedirect(
  ctx: Context,
  { name, tab }: AskedRepository,
): Promise<InOrOutside<RepositorySummary>> {
  try {
    return await inOrOutside(ctx, (seen) => getRepositorySummary(seen, name));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'not_found') throw error;
    const sight = ctx.chosen?.sight ?? ctx.readScope;
    const moved = await findPresentName({ ...ctx, readScope: sight }, name.split('/'));
    if (moved?.rest.length === 0) return goTo(repositoryTabHref(moved.name, tab));
    return readOrNotFound(Promise.reject(error));
  }
}
