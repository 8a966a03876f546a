import { findPrincipalNames } from '#db/queries/privilege-principals.ts';
import { findResourceNames } from '#db/queries/privilege-resources.ts';
import { type GainedAdmins, MOST_LISTED } from '#lib/domain/outbox/event.ts';
import type { GainedAdmin } from '#lib/domain/privilege/history/gained-admin.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import { orderVerification } from '../access-review/order-verification.ts';
import type { Changes } from '../ledger/changes.ts';
import type { At } from '../upload/apply/parts.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** Keeps what an inventory says of who may do what, when it takes effect, and tells who became admin by it. */
export async function takeInventory(
  at: At,
  { inventory, folder, changes }: { inventory: InventoryFacts; folder: string; changes: Changes },
): Promise<void> {
  const written = await writeSnapshot(at, folder, inventory, { reread: false });
  if (written === null) return;
  await orderVerification(at.tx, at.scope);
  if (written.gained.length === 0) return;
  changes.told.push({ kind: 'admin_gained', detail: await gainedOf(at, written.number, written.gained) });
}

async function gainedOf(
  { tx, scope }: Pick<At, 'tx' | 'scope'>,
  snapshot: number,
  gained: readonly GainedAdmin[],
): Promise<GainedAdmins> {
  const { repoId } = scope;
  const first = gained.toSorted((a, b) => b.resources.length - a.resources.length).slice(0, MOST_LISTED);
  const people = first.flatMap(({ principal, group }) => [principal, ...(group === null ? [] : [group])]);
  const places = first.flatMap(({ resources }) => resources.slice(0, 1));
  const names = new Map(
    (
      await findPrincipalNames(
        tx,
        scope,
        people.map((number) => ({ repoId, number })),
      )
    ).map((each) => [each.number, each]),
  );
  const on = new Map(
    (
      await findResourceNames(
        tx,
        scope,
        places.map((number) => ({ repoId, number })),
      )
    ).map((each) => [each.number, each]),
  );
  return {
    snapshot,
    count: gained.length,
    people: first.map(({ principal, group, resources }) => ({
      name: names.get(principal)?.name ?? '',
      kind: names.get(principal)?.kind ?? 'human',
      group: group === null ? null : (names.get(group)?.name ?? null),
      on: on.get(resources[0] ?? 0)?.name ?? '',
      places: resources.length,
    })),
  };
}
