import { repositoryHref } from '#components/queries/addresses.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import { Fault } from '#lib/errors.ts';
import { findPresentName } from '#lib/views/repository/find-present-name.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { type InOrOutside, inOrOutside } from '#lib/web/in-or-outside.ts';
import { goTo } from './go-to.ts';
import { readOrNotFound } from './read-or-not-found.ts';

/** The repository of this name; a former name redirects to the present one, any other shows the not-found page. */
export async function readRepositoryOrRedirect(ctx: Context, name: string): Promise<InOrOutside<RepositoryView>> {
  try {
    return await inOrOutside(ctx, (seen) => getRepository(seen, name));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'not_found') throw error;
    const sight = ctx.chosen?.sight ?? ctx.readScope;
    const moved = await findPresentName({ ...ctx, readScope: sight }, name.split('/'));
    if (moved?.rest.length === 0) return goTo(repositoryHref(moved.name));
    return readOrNotFound(Promise.reject(error));
  }
}
