import type { Transaction } from '#db/client.ts';
import { firstOrganization, insertOrganization, type Organization } from '#db/queries/organizations.ts';
import { lockSetup } from '#db/queries/setup-codes.ts';

/** `Acme Inc.` → `acme-inc` */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, 50).replace(/^-+|-+$/g, '') || 'organization';
}

/**
 * The organization that commands act on. On a fresh installation it is created, so that scripts can set everything up
 * before anybody signs in; the first administrator then names it.
 */
export async function ensureOrganization(tx: Transaction, now: Date): Promise<Organization> {
  const found = await firstOrganization(tx);
  if (found) return found;
  await lockSetup(tx);
  const late = await firstOrganization(tx);
  return late ?? insertOrganization(tx, { slug: 'default', name: 'My organization', demo: false, now });
}
