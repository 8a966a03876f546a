import { classify } from '#db/classify-error.ts';
import { deleteFormerNames, findFormerName, insertFormerName } from '#db/queries/former-names.ts';
import { findRepositoryByName, setRepositoryName } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import { isVisible } from '#lib/domain/access/read-scope.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import { ownByPattern } from '../team/own-by-pattern.ts';
import { requireNoPart } from './require-no-part.ts';

/**
 * Gives a repository another name, and owner where that differs; the old name stays its former name. Its own former
 * names may be taken again.
 * @throws Fault forbidden for a name that the caller may not reach; conflict for one that another repository has or had
 */
export async function renameRepository(ctx: Context, at: LockedRepository, name: string): Promise<void> {
  const { tx, scope, repository, now } = at;
  permit(ctx, 'settings:write', { repository: name, pipeline: '' });
  if (name === repository.fullName) return;
  if (name.toLowerCase() !== repository.slug) {
    await requireNoPart(tx, scope.orgId, name, 'name');
    await requireFree(ctx, at, name);
    await deleteFormerNames(tx, scope, [name]);
    await insertFormerName(tx, scope, repository.fullName, now);
  }
  // Before the name changes, whose lock the changes of teams that this waits for may need.
  await ownByPattern(tx, scope, name);
  await setRepositoryName(tx, scope, name).catch((error: unknown) => {
    // Somebody else took the name since it was looked up.
    throw classify(error) === 'constraint' ? nameTaken(name) : error;
  });
}

async function requireFree(ctx: Context, { tx, scope }: LockedRepository, name: string): Promise<void> {
  const holder = await findRepositoryByName(tx, scope, name);
  if (holder) throw nameTaken(holder.fullName);
  const former = await findFormerName(tx, scope, name);
  if (former === null || former.repoId === scope.repoId) return;
  const shown = isVisible(ctx.readScope, { ...scope, repoId: former.repoId })
    ? former.presentName
    : 'another repository';
  const sentence = `${name} is a former name of ${shown}, where reports under it land.`;
  throw new Fault('conflict', `${sentence} Have that repository give it up first (its former_names).`);
}

function nameTaken(name: string): Fault {
  return new Fault('conflict', `There is a repository ${name} already. Delete it or give it another name first.`);
}
