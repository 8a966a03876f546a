import { takeNumbers } from '#db/queries/numbers.ts';
import { endRows, findStandingRows, insertRows, noteContents, type StoredRow } from '#db/queries/privilege-write.ts';
import { ownLevel } from '#lib/domain/privilege/history/own-level.ts';
import { inBatches } from './in-batches.ts';
import type { RowFile, RowLine } from './row-file.ts';
import type { Numbered, SnapshotWork } from './snapshot-work.ts';
import { fresh, principalRow, resourceRow, type Said, said } from './versions.ts';

type Kind = 'resource' | 'principal';

/** Writes the resources, or principals, of a snapshot that are new or said otherwise. */
export async function applyNumbered(work: SnapshotWork, file: RowFile, kind: Kind): Promise<void> {
  const known = kind === 'resource' ? work.resources : work.principals;
  const added: RowLine[] = [];
  const changed: RowLine[] = [];
  for await (const line of file.rows(kind)) {
    const found = known.get(line.key);
    if (found?.seen) continue;
    if (found === undefined) {
      known.set(line.key, { ...line, number: 0, parent: null, unknown: false, seen: true, before: false });
      added.push(line);
    } else {
      found.seen = true;
      if (found.unknown || found.content !== line.content) changed.push(line);
    }
    if (added.length + changed.length >= 2000) await flush(work, kind, added.splice(0), changed.splice(0));
  }
  await flush(work, kind, added, changed);
}

async function flush(work: SnapshotWork, kind: Kind, added: readonly RowLine[], changed: readonly RowLine[]) {
  await add(work, kind, added);
  await inBatches(changed, (lines) => change(work, kind, lines));
}

async function add(work: SnapshotWork, kind: Kind, lines: readonly RowLine[]): Promise<void> {
  if (lines.length === 0) return;
  const { tx, scope, snapshot, untold, drawn } = work;
  const known = kind === 'resource' ? work.resources : work.principals;
  const first = await takeNumbers(tx, scope, kind, lines.length);
  const rows = lines.map((line, index) => {
    const each = known.get(line.key);
    const number = first + index;
    if (each !== undefined) Object.assign(each, { number, parent: parentOf(work, line) });
    return { said: fresh(line), number, each };
  });
  if (kind === 'resource') {
    for (const { each, number } of rows) if (each !== undefined) work.resourcesByNumber.set(number, each);
    const made = rows.map((row) =>
      resourceRow(row.said, snapshot, { number: row.number, parent: row.each?.parent ?? null }),
    );
    await insertRows(tx, scope, 'resource', made);
  } else {
    const made = rows.map((row) => principalRow(row.said, snapshot, { number: row.number, level: 0, rights: 0 }));
    await insertRows(tx, scope, 'principal', made);
    for (const { number, said: each } of rows) {
      const toLevel = ownLevel(each.record.permissions) ?? 0;
      if (toLevel > 0 && !untold.isFirst(each.line.sections, []))
        drawn.own.push({ principal: number, fromLevel: 0, toLevel });
    }
  }
  work.written += lines.length;
}

/** Parents come before what lies in them. */
function parentOf({ resources }: SnapshotWork, { kind, refs }: RowLine): number | null {
  const [parent] = refs;
  return kind === 'resource' && parent !== undefined ? (resources.get(parent)?.number ?? null) : null;
}

async function change(work: SnapshotWork, kind: Kind, lines: readonly RowLine[]): Promise<void> {
  const { tx, scope, snapshot } = work;
  const stood = new Map(
    (await findStandingRows(tx, scope, kind, keysOf(lines))).map((row) => [row.key.toString('hex'), row]),
  );
  const versions: { said: Said; stood: StoredRow<Kind> }[] = [];
  const same: RowLine[] = [];
  for (const line of lines) {
    const row = stood.get(line.key);
    if (row === undefined) continue;
    const each = said<Kind>(kind, line, row, snapshot) ?? moved(work, line, row);
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
  if (kind === 'resource')
    await insertRows(
      tx,
      scope,
      kind,
      versions.map((each) => newResource(work, each)),
    );
  else
    await insertRows(
      tx,
      scope,
      kind,
      versions.map((each) => newPrincipal(work, each)),
    );
  work.written += versions.length;
}

/** A resource that says the same, and lies in another one. */
function moved(work: SnapshotWork, line: RowLine, stood: StoredRow<Kind>): Said | null {
  if (!('parent' in stood) || stood.parent === parentOf(work, line)) return null;
  return { ...fresh(line), unknownFields: stood.unknownFields, unknownSince: stood.unknownSince };
}

function newResource(work: SnapshotWork, { said: each, stood }: { said: Said; stood: StoredRow<Kind> }) {
  const parent = parentOf(work, each.line);
  const known = work.resources.get(each.line.key);
  if (known !== undefined) known.parent = parent;
  return resourceRow(each, work.snapshot, { number: stood.number, parent });
}

function newPrincipal(
  { snapshot, drawn }: SnapshotWork,
  { said: each, stood }: { said: Said; stood: StoredRow<Kind> },
) {
  const { level, rights, ownLevel: own } = stood as StoredRow<'principal'>;
  const [fromLevel, toLevel] = [own ?? 0, ownLevel(each.record.permissions) ?? 0];
  // Where its permissions were not told before, what they are now is no news.
  if (fromLevel !== toLevel && own !== null) drawn.own.push({ principal: stood.number, fromLevel, toLevel });
  return principalRow(each, snapshot, { number: stood.number, level, rights });
}

const keysOf = (lines: readonly RowLine[]): string[] => lines.map(({ key }) => key);

/** Those that the snapshot does not have. */
export const missingOf = (known: ReadonlyMap<string, Numbered>): Numbered[] =>
  [...known.values()].filter(({ seen }) => !seen);
