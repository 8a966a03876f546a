import {
  findFollowedEpoch,
  findNamesEpoch,
  findRenamed,
  type RenamedFinding,
  updateFollowedEpoch,
} from '#db/queries/advisory-names.ts';
import {
  findMembers,
  type JoinPair,
  moveEvidence,
  moveSightings,
  redirectFindings,
  updateJoined,
} from '#db/queries/finding-joins.ts';
import { repairStreams } from '#db/queries/repair.ts';
import { type JoinMember, joinFindings } from '#lib/domain/finding/join-findings.ts';
import { hashKey } from '#lib/domain/identity/identity.ts';
import { packageBase } from '#lib/domain/identity/package-base.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';

/** Findings that are one from now on, and what they become. */
interface Group {
  members: JoinMember[];
  joined: JoinMember;
}

/**
 * Gives the repository's findings the names that their advisories have by now. Those that are one by that become one: the
 * oldest number stays with its history, the others lead to it. Does nothing when nothing was learned since the last time.
 * @param at its repository is locked
 * @returns the last learning that was followed
 */
export async function followNames(at: LockedRepository): Promise<number> {
  const { tx, scope } = at;
  const epoch = await findNamesEpoch(tx, scope);
  const followed = epoch === 0 ? 0 : await findFollowedEpoch(tx, scope);
  if (epoch === followed) return epoch;
  const groups = await groupsOf(at, await findRenamed(tx, scope, followed));
  await updateFollowedEpoch(tx, scope, epoch);
  if (groups.length === 0) return epoch;
  const changes = new Changes();
  for (const pairs of roundsOf(groups)) {
    await moveEvidence(tx, scope, pairs);
    await moveSightings(tx, scope, pairs);
    await redirectFindings(tx, scope, at.now, pairs);
  }
  await updateJoined(
    tx,
    scope,
    groups.map(({ joined }) => joined),
  );
  for (const group of groups) if (group.members.length > 1) note(changes, group);
  if (changes.events.length === 0) return epoch;
  await repairStreams(tx, scope);
  changes.touched = [groups.flatMap(({ members, joined }) => (members.length > 1 ? [joined] : []))];
  await commit(at, changes, { upload: 0, userId: null });
  return epoch;
}

async function groupsOf({ tx, scope }: LockedRepository, renamed: readonly RenamedFinding[]): Promise<Group[]> {
  if (renamed.length === 0) return [];
  const targets = new Map(renamed.map((one) => [one.number, { key: keyOf(one), advisory: one.canonical }]));
  const keys = [...new Set([...targets.values()].map((target) => target.key))];
  const members = await findMembers(tx, scope, { numbers: [...targets.keys()], keys });
  const byKey = Map.groupBy(members, (member) => targets.get(member.number)?.key ?? member.key);
  return [...byKey].flatMap(([key, group]) => {
    const advisory = group.map((member) => targets.get(member.number)?.advisory).find((name) => name !== undefined);
    return advisory === undefined ? [] : [{ members: group, joined: joinFindings(group, { key, advisory }) }];
  });
}

function keyOf({ category, canonical, image, ecosystem, name }: RenamedFinding): string {
  return hashKey(packageBase({ category, image, ecosystem: ecosystem ?? '', name: name ?? '' }, canonical));
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
