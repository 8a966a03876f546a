import { findByKeys } from '#db/queries/findings-write.ts';
import { findPackagesWithAdvisories, findUnknownPackages, type PackageFinding } from '#db/queries/unknown-packages.ts';
import { packageSearchKey } from '#lib/domain/finding/package-search.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { isUnknownPackage, onlyOne, type PlacedPackage } from '#lib/domain/finding/unknown-package.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import type { RecordFile } from '../upload/apply/record-file.ts';
import type { IndexBatch } from '../upload/read/protocol.ts';
import { becomeOne } from './become-one.ts';

type Keyed = PlacedPackage & { key: string };

/**
 * A package of which a format does not say the ecosystem is the one that the repository knows by that name and advisory,
 * whichever came first: findings of it become that one, and a report's key for it is that one's. Where several fit, it
 * stays its own. Costs one look at an index where neither the repository nor the report has such packages.
 */
export async function meetUnknown(
  at: LockedRepository,
  index: readonly IndexBatch[],
  records: RecordFile,
): Promise<void> {
  const stored = await findUnknownPackages(at.tx, at.scope);
  const asked = index.flatMap((batch) => batch.unknown.map((one) => ({ batch, ...one })));
  if (stored.length === 0 && asked.length === 0) return;
  const fresh = await freshPackages(at, index, records);
  const advisories = [...new Set([...stored, ...asked].map(({ advisory }) => advisory))];
  const known = await findPackagesWithAdvisories(at.tx, at.scope, advisories);
  await becomeKnown(at, stored, [...known, ...fresh]);
  for (const { batch, place, ...unknown } of asked) {
    const one = onlyOne(unknown, [...known, ...fresh]);
    if (one !== null) batch.keys[place] = one.key;
  }
}

/** Packages of known ecosystems that the report has and the repository does not. */
async function freshPackages(
  { tx, scope }: LockedRepository,
  index: readonly IndexBatch[],
  records: RecordFile,
): Promise<Keyed[]> {
  const keys = index.flatMap((batch) => batch.keys);
  const known = new Set((await findByKeys(tx, scope, keys)).map((finding) => finding.key));
  return keys.flatMap((key, place): Keyed[] => {
    const placed = known.has(key) ? null : placedOf(records.read(place).record);
    return placed === null || isUnknownPackage(placed.packageKey) ? [] : [{ ...placed, key }];
  });
}

function placedOf(record: FindingRecord): PlacedPackage | null {
  const { category, image, packageEcosystem, packageName, advisory } = record;
  if ((category !== 'dependency' && category !== 'container') || packageName === null || advisory === null) return null;
  const packageKey = packageSearchKey({ ecosystem: packageEcosystem ?? '', name: packageName });
  return { category, image, packageKey, advisory };
}

async function becomeKnown(
  at: LockedRepository,
  stored: readonly PackageFinding[],
  known: readonly Keyed[],
): Promise<void> {
  const targets = stored.flatMap((unknown) => {
    const one = onlyOne(unknown, known);
    return one === null
      ? []
      : [{ number: unknown.number, key: one.key, advisory: one.advisory, packageKey: one.packageKey }];
  });
  await becomeOne(at, targets);
}
