import { endRows, insertRows, markUnknown, type NewRow, type StoredRow } from '#db/queries/privilege-write.ts';
import type { RowKind } from '#lib/domain/privilege/history/row.ts';
import type { SnapshotWork } from './snapshot-work.ts';

/** Marks rows of which a snapshot says nothing: what was said before stands. */
export async function leaveOpen(
  { tx, scope, snapshot }: SnapshotWork,
  kind: RowKind,
  rows: readonly StoredRow<RowKind>[],
): Promise<void> {
  await markUnknown(tx, scope, kind, snapshot, rows.map(keyOf));
  // Where some fields were unknown already, all of them are from now on.
  const partly = rows.filter((row) => 'unknownFields' in row && row.unknownFields !== null);
  await endRows(tx, scope, kind, snapshot, partly.map(keyOf));
  const open = { since: snapshot, unknownSince: snapshot, unknownFields: null };
  const versions = partly.map(({ orgId: _org, repoId: _repo, ...row }): NewRow<RowKind> => ({ ...row, ...open }));
  await insertRows(tx, scope, kind, versions);
}

const keyOf = ({ key }: StoredRow<RowKind>): string => key.toString('hex');
