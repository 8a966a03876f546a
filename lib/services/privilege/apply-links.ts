import { endRows, findStandingRows, insertRows, noteContents, type StoredRow } from '#db/queries/privilege-write.ts';
import { inBatches } from './in-batches.ts';
import { leaveOpen } from './leave-open.ts';
import type { RowFile, RowLine } from './row-file.ts';
import { type Known, loadKnown, placesOf, type SnapshotWork } from './snapshot-work.ts';
import { fresh, grantRow, membershipRow, type Said, said } from './versions.ts';

type Kind = 'membership' | 'grant';

/** Numbers of what a membership or a right is between. */
type Ends = readonly [from: number, to: number];

/** Writes memberships, or rights, that are new or said otherwise, and ends or leaves open those that are not there any more. */
export async function applyLinks(work: SnapshotWork, file: RowFile, kind: Kind): Promise<void> {
  const known = await loadKnown(work.tx, work.scope, kind);
  const added: { line: RowLine; ends: Ends }[] = [];
  const changed: RowLine[] = [];
  for await (const line of file.rows(kind)) {
    const found = known.get(line.key);
    if (found?.seen) continue;
    if (found !== undefined) {
      found.seen = true;
      if (found.unknown || found.content !== line.content) changed.push(line);
    } else {
      const ends = endsOf(work, line);
      if (ends === null) work.dangling += 1;
      else {
        known.set(line.key, { content: line.content, unknown: false, seen: true });
        added.push({ line, ends });
      }
    }
    if (added.length + changed.length >= 2000) await flush(work, kind, added.splice(0), changed.splice(0));
  }
  await flush(work, kind, added, changed);
  await inBatches(missingOf(known), (keys) => settle(work, kind, keys));
}

const missingOf = (known: ReadonlyMap<string, Known>): string[] =>
  [...known].flatMap(([key, { seen }]) => (seen ? [] : [key]));

/** Null: one of them is not there, and never was. */
function endsOf({ principals, resources }: SnapshotWork, { kind, refs }: RowLine): Ends | null {
  const [first = '', second = ''] = refs;
  const from = principals.get(first);
  const to = kind === 'grant' ? resources.get(second) : principals.get(second);
  return from === undefined || to === undefined ? null : [from.number, to.number];
}

async function flush(
  work: SnapshotWork,
  kind: Kind,
  added: readonly { line: RowLine; ends: Ends }[],
  changed: readonly RowLine[],
): Promise<void> {
  const { tx, scope, snapshot } = work;
  const rows = added.map(({ line, ends }) => ({ said: fresh(line), ends }));
  for (const row of rows) noteAdded(work, kind, row);
  if (kind === 'grant') {
    const made = rows.map(({ said: each, ends: [principal, resource] }) =>
      grantRow(each, snapshot, { principal, resource }),
    );
    await insertRows(tx, scope, 'grant', made);
  } else {
    const made = rows.map(({ said: each, ends: [member, groupNumber] }) =>
      membershipRow(each, snapshot, { member, groupNumber }),
    );
    await insertRows(tx, scope, 'membership', made);
  }
  work.written += rows.length;
  await inBatches(changed, (lines) => change(work, kind, lines));
}

function noteAdded(
  work: SnapshotWork,
  kind: Kind,
  { said: { line }, ends: [from, to] }: { said: Said; ends: Ends },
): void {
  const { drawn, untold } = work;
  if (untold.isFirst(line.sections, kind === 'grant' ? placesOf(work, to) : [])) return;
  if (kind === 'grant') drawn.pair(from, to, 0);
  else drawn.joined.push({ member: from, group: to });
}

async function change(work: SnapshotWork, kind: Kind, lines: readonly RowLine[]): Promise<void> {
  const { tx, scope, snapshot, drawn } = work;
  const keys = lines.map(({ key }) => key);
  const stood = new Map(
    (await findStandingRows<Kind>(tx, scope, kind, keys)).map((row) => [row.key.toString('hex'), row]),
  );
  const versions: { said: Said; stood: StoredRow<Kind> }[] = [];
  const same: RowLine[] = [];
  for (const line of lines) {
    const row = stood.get(line.key);
    if (row === undefined) continue;
    const each = said<Kind>(kind, line, row, snapshot);
    if (each === null) same.push(line);
    else versions.push({ said: each, stood: row });
  }
  await noteContents(tx, scope, kind, same);
  await endRows(
    tx,
    scope,
    kind,
    snapshot,
    versions.map((each) => each.said.line.key),
  );
  for (const each of versions) noteEnded(work, each.stood);
  const grants = versions.flatMap(({ said: each, stood: row }) =>
    'resource' in row ? [grantRow(each, snapshot, row)] : [],
  );
  const members = versions.flatMap(({ said: each, stood: row }) =>
    'member' in row ? [membershipRow(each, snapshot, row)] : [],
  );
  await insertRows(tx, scope, 'grant', grants);
  await insertRows(tx, scope, 'membership', members);
  for (const { stood: row } of versions) if ('resource' in row) drawn.pair(row.principal, row.resource, row.level);
  work.written += versions.length;
}

/** The state before the snapshot is what stands and stood, and this. */
function noteEnded({ drawn }: SnapshotWork, row: StoredRow<Kind>): void {
  if ('member' in row) drawn.endedMemberships.push({ member: row.member, group: row.groupNumber });
  else if (row.level === 5) drawn.endedAdmins.push({ principal: row.principal, resource: row.resource });
}

/** What is not in the snapshot ends where it would have been told, and else is unknown. */
async function settle(work: SnapshotWork, kind: Kind, keys: readonly string[]): Promise<void> {
  const { tx, scope, snapshot, told, drawn } = work;
  const ended: string[] = [];
  const silent: StoredRow<Kind>[] = [];
  for (const row of await findStandingRows<Kind>(tx, scope, kind, keys)) {
    const places = 'resource' in row ? placesOf(work, row.resource) : [];
    if (told.isSilent(row.sections === null ? null : row.sections.split(','), places)) {
      silent.push(row);
      continue;
    }
    ended.push(row.key.toString('hex'));
    noteEnded(work, row);
    if ('resource' in row) drawn.pair(row.principal, row.resource, row.level);
    else drawn.left.push({ member: row.member, group: row.groupNumber });
  }
  await endRows(tx, scope, kind, snapshot, ended);
  await leaveOpen(work, kind, silent);
  work.written += ended.length;
}
