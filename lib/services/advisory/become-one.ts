import { moveComments } from '#db/queries/comments.ts';
import { moveExceptions } from '#db/queries/exceptions-join.ts';
import {
  findMembers,
  type JoinPair,
  moveEvidence,
  moveSightings,
  redirectFindings,
  updateJoined,
} from '#db/queries/finding-joins.ts';
import { moveTags } from '#db/queries/finding-tags.ts';
import { repairStreams } from '#db/queries/repair.ts';
import { moveOverrides } from '#db/queries/severity-overrides.ts';
import { moveWatches } from '#db/queries/watches.ts';
import { type JoinMember, joinFindings } from '#lib/domain/finding/join-findings.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';

/** A finding, and what it is known by from now on. `key`: hex. */
export interface JoinTarget {
  number: number;
  key: string;
  advisory: string;
  /** Where it changes. */
  packageKey?: string;
}

/** Findings that are one from now on, and what they become. */
interface Group {
  members: JoinMember[];
  joined: JoinMember;
}

/**
 * Gives findings other keys. Those that have one key by that, with each other or with one that has it already, become one:
 * the oldest number stays with its history, the others lead to it, and what follows is written by the ledger.
 */
export async function becomeOne(at: LockedRepository, targets: readonly JoinTarget[]): Promise<void> {
  const { tx, scope } = at;
  const groups = await groupsOf(at, targets);
  if (groups.length === 0) return;
  const changes = new Changes();
  for (const pairs of roundsOf(groups)) {
    await moveEvidence(tx, scope, pairs);
    await moveSightings(tx, scope, pairs);
    await moveExceptions(tx, scope, at.now, pairs);
    await moveOverrides(tx, scope, pairs);
    await moveTags(tx, scope, pairs);
    await moveComments(tx, scope, pairs);
    await moveWatches(tx, scope, pairs);
    await redirectFindings(tx, scope, at.now, pairs);
  }
  await updateJoined(
    tx,
    scope,
    groups.map(({ joined }) => joined),
  );
  for (const group of groups) if (group.members.length > 1) note(changes, group);
  if (changes.events.length === 0) return;
  await repairStreams(tx, scope);
  changes.touched = [groups.flatMap(({ members, joined }) => (members.length > 1 ? [joined] : []))];
  await commit(at, changes, { upload: 0, userId: null });
}

async function groupsOf({ tx, scope }: LockedRepository, targets: readonly JoinTarget[]): Promise<Group[]> {
  if (targets.length === 0) return [];
  const byNumber = new Map(targets.map((target) => [target.number, target]));
  const keys = [...new Set(targets.map((target) => target.key))];
  const members = await findMembers(tx, scope, { numbers: [...byNumber.keys()], keys });
  const byKey = Map.groupBy(members, (member) => byNumber.get(member.number)?.key ?? member.key);
  return [...byKey.values()].flatMap((group) => {
    const target = group.map((member) => byNumber.get(member.number)).find((one) => one !== undefined);
    if (target === undefined) return [];
    const { key, advisory, packageKey } = target;
    return [{ members: group, joined: joinFindings(group, { key, advisory, ...(packageKey ? { packageKey } : {}) }) }];
  });
}

/** One pair for each finding that stays, then the next ones: a statement may write a row once. */
function* roundsOf(groups: readonly Group[]): Generator<JoinPair[]> {
  for (let round = 0; ; round += 1) {
    const pairs = groups.flatMap(({ members, joined }): JoinPair[] => {
      const going = members.filter((member) => member.number !== joined.number)[round];
      return going === undefined ? [] : [{ from: going.number, to: joined.number }];
    });
    if (pairs.length === 0) return;
    yield pairs;
  }
}

function note(changes: Changes, { members, joined }: Group): void {
  const severityOf = ({ severity, severitySet }: JoinMember): number => severitySet ?? severity;
  const { number, advisory } = joined;
  const gone = members.filter((member) => member.number !== number).map((member) => member.number);
  for (const member of members) {
    changes.count({ ...member, severity: severityOf(member) }, -1);
    changes.actions.add(member.actionNumber);
  }
  changes.count({ ...joined, severity: severityOf(joined) }, 1);
  const from = gone.map((one) => `#${one}`).join(', ');
  changes.events.push({ number, kind: 'joined', detail: { from, advisory } });
  for (const one of gone) changes.events.push({ number: one, kind: 'joined', detail: { to: number, advisory } });
}
