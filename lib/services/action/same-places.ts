import type { Transaction } from '#db/client.ts';
import { findSameActions } from '#db/queries/action-detail.ts';
import { findActionKey } from '#db/queries/actions-read.ts';
import type { Context } from '#lib/context.ts';

/** More repositories are not changed in one go. */
const MOST_PLACES = 1000;

/** An action, with the repository that it is of. */
export interface ActionPlace {
  repoId: number;
  number: number;
  fullName: string;
}

/** The same fix where it is open in other repositories that the caller sees. */
export async function samePlaces(tx: Transaction, ctx: Context, row: ActionPlace): Promise<ActionPlace[]> {
  const key = await findActionKey(tx, { orgId: ctx.orgId, repoId: row.repoId }, row.number);
  if (key === null) return [];
  return findSameActions(tx, ctx.readScope, { key, repoId: row.repoId }, MOST_PLACES);
}
