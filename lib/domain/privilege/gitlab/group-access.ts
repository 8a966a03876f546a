import type { OrganizationAccess } from '#lib/domain/privilege/access/organization-access.ts';
import { anyOf, type Reach } from '#lib/domain/privilege/access/reach.ts';
import type { GitlabGroup, GitlabMember, GitlabShare } from './facts.ts';
import { groupChain } from './group-chain.ts';

/** Who has which role in a group and those below it: the same whatever is set in projects. */
export interface GroupAccess {
  readonly organization: OrganizationAccess;
  /** People with at least this role in a group: of its own, of the groups above it, and of those invited to any of them. */
  group(id: string, level: number): Reach;
  /** People with at least this role among members and invited groups of one place. */
  direct(members: readonly GitlabMember[] | null, shares: readonly GitlabShare[] | null, level: number): Reach;
  /** The groups that a group lies in, itself first. */
  above(id: string): readonly GitlabGroup[];
}

export function groupAccess(list: readonly GitlabGroup[], organization: OrganizationAccess): GroupAccess {
  const { roster, perhapsAnybody } = organization;
  const groups = new Map(list.map((group) => [group.id, group]));
  const known = new Map<string, Reach>();
  const chains = new Map<string, readonly GitlabGroup[]>();
  const above = (id: string): readonly GitlabGroup[] => {
    const chain = chains.get(id) ?? groupChain(groups, id);
    chains.set(id, chain);
    return chain;
  };
  const members = (of: readonly GitlabMember[] | null, level: number): Reach => {
    if (of === null) return perhapsAnybody;
    const bits = of.flatMap((each) => (each.level >= level ? (roster.index('person', each.person) ?? []) : []));
    const set = roster.setOf(bits);
    return { sure: set, maybe: set };
  };
  /** Of an invited group all who are in it or above it, and none whom it invites itself. */
  const invited = (id: string, level: number): Reach => {
    const all = above(id);
    return all.length === 0 ? perhapsAnybody : anyOf(roster.nobody, ...all.map((each) => members(each.members, level)));
  };
  const direct: GroupAccess['direct'] = (of, shares, level) =>
    anyOf(
      members(of, level),
      ...(shares === null ? [perhapsAnybody] : []),
      ...(shares ?? []).filter((share) => share.level >= level).map((share) => invited(share.group, level)),
    );
  const group: GroupAccess['group'] = (id, level) => {
    const key = `${level} ${id}`;
    const done = known.get(key);
    if (done !== undefined) return done;
    const all = above(id);
    const own = all.map((each) => direct(each.members, each.shares, level));
    const reach = roster.share(all.length === 0 ? perhapsAnybody : anyOf(roster.nobody, ...own));
    known.set(key, reach);
    return reach;
  };
  return { organization, above, direct, group };
}
