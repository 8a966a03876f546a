import { findAdminRights, findMemberships, findPairLevels } from '#db/queries/privilege-levels.ts';
import { insertChanges, type NewChange } from '#db/queries/privilege-snapshots.ts';
import { type ChangeWay, type RightChange, wayOf } from '#lib/domain/privilege/history/change.ts';
import { followChanges } from '#lib/domain/privilege/history/follow-changes.ts';
import { type Cause, type GainedAdmin, gainedAdmin } from '#lib/domain/privilege/history/gained-admin.ts';
import type { Levelled } from './settle-levels.ts';
import type { SnapshotWork } from './snapshot-work.ts';

/** A change before it has a number. */
interface Drawn extends Omit<RightChange, 'group'> {
  way: ChangeWay;
  groupNumber: number | null;
  admins: number;
  adminSample: number[];
}

const ADMIN = 5;
/** Kept of those that one change made administrators. */
const SAMPLE = 20;
const PAIRS = 5000;

/** Stores what a snapshot changed in who may do what. @returns how many changes, and who became an administrator of something */
export async function drawChanges(
  work: SnapshotWork,
  at: Date,
  principals: ReadonlyMap<number, Levelled>,
): Promise<{ changes: number; gained: GainedAdmin[] }> {
  const changes = [...(await ofPairs(work)), ...ofGroups(work, principals), ...ofThemselves(work)];
  const gained = await gainedBy(work, changes, principals);
  const rows = changes.flatMap((change, index): Drawn[] => {
    const way =
      wayOf(change) ??
      (change.group === null ? null : change.fromLevel === change.toLevel ? joinOf(change, work) : null);
    if (way === null) return [];
    const admins = gained[index] ?? [];
    const { group, ...kept } = change;
    const adminSample = admins.slice(0, SAMPLE).map(({ principal }) => principal);
    return [{ ...kept, way, groupNumber: group, admins: admins.length, adminSample }];
  });
  const ordered = rows.toSorted((a, b) => b.admins - a.admins || b.toLevel - a.toLevel || a.principal - b.principal);
  const { tx, scope, snapshot } = work;
  await insertChanges(tx, scope, { snapshot, at }, numbered(work, ordered));
  return { changes: rows.length, gained: merged(gained.flat()) };
}

/** Numbers them by their places, and says which follows from which. */
function numbered({ resourcesByNumber }: SnapshotWork, rows: readonly Drawn[]): NewChange[] {
  const causes = followChanges(
    rows.map((row) => ({ ...row, group: row.groupNumber })),
    (resource) => resourcesByNumber.get(resource)?.parent ?? null,
  );
  const follows = new Map<number, number>();
  for (const cause of causes) if (cause !== null) follows.set(cause, (follows.get(cause) ?? 0) + 1);
  return rows.map((row, place) => {
    const cause = causes[place] ?? null;
    return { ...row, number: place + 1, cause: cause === null ? null : cause + 1, follows: follows.get(place) ?? 0 };
  });
}

/** Groups that give nothing are joined and left too. */
const joinOf = ({ principal, group }: RightChange, { drawn }: SnapshotWork): 'gained' | 'lost' =>
  drawn.joined.some((each) => each.member === principal && each.group === group) ? 'gained' : 'lost';

async function ofPairs({ tx, scope, snapshot, drawn }: SnapshotWork): Promise<RightChange[]> {
  const pairs = [...drawn.pairs.values()];
  const found: RightChange[] = [];
  for (let at = 0; at < pairs.length; at += PAIRS) {
    for (const { principal, resource, level, kept } of await findPairLevels(
      tx,
      scope,
      snapshot,
      pairs.slice(at, at + PAIRS),
    )) {
      const ended = drawn.pairs.get(`${principal} ${resource}`)?.ended ?? 0;
      found.push({ principal, resource, group: null, fromLevel: Math.max(kept, ended), toLevel: level });
    }
  }
  return found;
}

function ofGroups({ drawn }: SnapshotWork, principals: ReadonlyMap<number, Levelled>): RightChange[] {
  const levelOf = (group: number): number => principals.get(group)?.level ?? 0;
  const joined = drawn.joined.map(({ member, group }) => {
    return { principal: member, resource: null, group, fromLevel: 0, toLevel: levelOf(group) };
  });
  const left = drawn.left.map(({ member, group }) => {
    return { principal: member, resource: null, group, fromLevel: levelOf(group), toLevel: 0 };
  });
  return [...joined, ...left];
}

const ofThemselves = ({ drawn }: SnapshotWork): RightChange[] =>
  drawn.own.map((each) => ({ ...each, resource: null, group: null }));

/** For each change: who is an administrator of something by it, and was not before. */
async function gainedBy(
  { tx, scope, snapshot, drawn }: SnapshotWork,
  changes: readonly RightChange[],
  principals: ReadonlyMap<number, Levelled>,
): Promise<GainedAdmin[][]> {
  const found: GainedAdmin[][] = changes.map(({ principal, resource, group, toLevel, fromLevel }) => {
    const isOwn = resource === null && group === null && toLevel === ADMIN && fromLevel < ADMIN;
    return isOwn ? [{ principal, group: null, resources: [] }] : [];
  });
  const causes: Cause[] = [];
  const places: number[] = [];
  for (const [index, { principal, resource, group, toLevel }] of changes.entries()) {
    if (toLevel !== ADMIN || (resource === null && group === null)) continue;
    places.push(index);
    causes.push(resource === null ? { principal, group: group ?? 0, resource } : { principal, resource, group: null });
  }
  if (causes.length === 0) return found;
  const rights = await findAdminRights(tx, scope, snapshot);
  const memberships = await findMemberships(tx, scope, snapshot);
  const pair = (each: { principal: number; resource: number }) => [each.principal, each.resource] as const;
  const link = (each: { member: number; group: number }) => [each.member, each.group] as const;
  const before = {
    admins: [...rights.filter((each) => each.before), ...drawn.endedAdmins].map(pair),
    memberships: [...memberships.filter((each) => each.before), ...drawn.endedMemberships].map(link),
  };
  const after = { admins: rights.map(pair), memberships: memberships.map(link) };
  const isGroup = (number: number): boolean => principals.get(number)?.kind === 'group';
  for (const [index, people] of gainedAdmin(causes, before, after, isGroup).entries()) {
    const place = places[index];
    if (place !== undefined) found[place] = people;
  }
  return found;
}

/** Each once, with all that it became an administrator of; the first way counts. */
function merged(gained: readonly GainedAdmin[]): GainedAdmin[] {
  const found = new Map<number, GainedAdmin>();
  for (const each of gained) {
    const known = found.get(each.principal);
    const resources = [...new Set([...(known?.resources ?? []), ...each.resources])];
    found.set(each.principal, { ...(known ?? each), resources });
  }
  return [...found.values()];
}
