import { distinctSettings, mergeEntries } from '#lib/domain/privilege/access/merge-entries.ts';
import { isEmptySet } from '#lib/domain/privilege/access/principal-set.ts';
import { among, anyOf, isNobody, type Reach, when, without } from '#lib/domain/privilege/access/reach.ts';
import type { Cause, Entry } from '#lib/domain/privilege/access/ref-entry.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, not, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { type Allowed, DEVELOPER, type GitlabApprovals, type GitlabRefRule, MAINTAINER } from './facts.ts';
import { FRESH, meantBy } from './fresh.ts';
import { maintainerSettings, tokenSettings } from './holder-settings.ts';
import type { ProjectRights } from './project-rights.ts';
import { rulesOn } from './rules-on.ts';

type Ref = 'branch' | 'tag';

export interface CodeWays {
  /** Ways onto one ref, which need not be there. */
  onto(ref: 'branch' | 'tag', name: string): readonly Entry[];
  /** Ways to have a pipeline run code of one's own: on any ref, on one that is protected, and onto the default branch. */
  anywhere(): readonly Entry[];
  onProtected(): readonly Entry[];
  onDefault(): readonly Entry[];
}

/** Ways onto refs of a project. A branch or tag that is made counts as much as one that is there. */
export function codeWays(rights: ProjectRights): CodeWays {
  const { project } = rights;
  const known = new Map<string, Entry[]>();
  const onto = (ref: Ref, name: string): Entry[] => {
    const key = `${ref} ${name}`;
    const made = known.get(key) ?? entriesOf(rights, ref, name);
    known.set(key, made);
    return made;
  };
  const names = (ref: Ref): string[] => {
    const rules = (ref === 'branch' ? project.branches : project.tags) ?? [];
    return [...new Set(rules.map(({ pattern }) => meantBy(pattern)))];
  };
  const guarded = () => [
    ...names('branch').map((name) => onto('branch', name)),
    ...names('tag').map((name) => onto('tag', name)),
  ];
  const onDefault = () => (project.defaultBranch === null ? uncertain(rights) : onto('branch', project.defaultBranch));
  return {
    onto,
    anywhere: once(() => mergeEntries([onto('branch', FRESH), onto('tag', FRESH), ...guarded(), onDefault()])),
    onProtected: once(() => {
      const unread = project.branches === null || project.tags === null;
      return mergeEntries([...guarded(), protecting(rights), ...(unread ? [uncertain(rights)] : [])]);
    }),
    onDefault: once(onDefault),
  };
}

/** Most projects are asked for one of these, if at all. */
function once(make: () => Entry[]): () => readonly Entry[] {
  let made: readonly Entry[] | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Whoever edits rules protects a branch of his own. */
function protecting(rights: ProjectRights): Entry[] {
  const [people, tokens] = [rights.atLeast(MAINTAINER), rights.tokens(MAINTAINER, 'administers')];
  return [
    ...entry('rewrite', people, people, maintainerSettings(rights)),
    ...entry('delegate', tokens, tokens, tokenSettings(rights, MAINTAINER)),
  ];
}

/** Where nobody tells what is protected, whoever pushes at all may. */
function uncertain({ atLeast, tokens, keys }: ProjectRights): Entry[] {
  return entry('open', when(null, atLeast(DEVELOPER)), when(null, atLeast(DEVELOPER)), []).concat(
    entry('key', keys, keys, []),
    entry('delegate', when(null, tokens(DEVELOPER, 'writes')), when(null, tokens(DEVELOPER, 'writes')), []),
  );
}

function entriesOf(rights: ProjectRights, ref: Ref, name: string): Entry[] {
  const { project, atLeast, tokens, keys } = rights;
  const matching = rulesOn(project, ref, name);
  if (matching === null) return uncertain(rights);
  if (matching.length > 0) return guardedEntries(rights, ref, matching);
  // That every branch should be protected is nobody's advice.
  const protect: Setting[] = name === FRESH ? [] : [{ kind: 'gitlabRef', repository: project.id, ref, pattern: name }];
  const [people, own] = [atLeast(DEVELOPER), tokens(DEVELOPER, 'writes')];
  return [
    ...entry('open', people, people, protect),
    ...entry('key', keys, keys, keySettings(rights)),
    ...entry('delegate', own, own, tokenSettings(rights, DEVELOPER)),
  ];
}

/** Of several rules the most permissive holds: whom any of them lets in, gets in. */
function guardedEntries(rights: ProjectRights, ref: Ref, rules: readonly GitlabRefRule[]): Entry[] {
  const { project, atLeast, tokens, named, groups } = rights;
  const { roster } = groups.organization;
  const people = (reach: Reach) => among(reach, roster.people);
  const solo: Tri = ref === 'tag' ? false : mergesAlone(project.approvals);
  const all = (pick: 'push' | 'merge', only?: (each: Allowed) => boolean) =>
    anyOf(roster.nobody, ...rules.map((rule) => named(rule[pick], only)));
  const merges = ref === 'tag' ? roster.nobody : all('merge');
  const ordinary = (pick: 'push' | 'merge') => people(all(pick, isOrdinary));
  const open = anyOf(ordinary('push'), ref === 'tag' ? roster.nobody : when(solo, ordinary('merge')));
  const everyone = anyOf(all('push'), when(solo, merges));
  const admin = without(people(everyone), open.sure);
  const someMerges: Tri = isNobody(merges) ? false : isEmptySet(people(merges).sure) ? null : true;
  const helped = anyOf(open, when(someMerges, atLeast(DEVELOPER)));
  // Whoever edits rules adds one that is more permissive, whatever the others say of who may unprotect.
  const rewrite = without(atLeast(MAINTAINER), open.sure);
  const delegate = anyOf(among(everyone, roster.delegates), tokens(MAINTAINER, 'administers'));
  const own: Setting[] = rules.map(({ pattern }) => ({ kind: 'gitlabRef', repository: project.id, ref, pattern }));
  const approvals: Setting[] =
    solo === false || isNobody(merges) ? [] : [{ kind: 'gitlabApprovals', repository: project.id }];
  const settings = distinctSettings([...own, ...approvals]);
  const keys = among(all('push'), roster.deployKeys);
  return [
    ...entry('open', open, helped, settings),
    ...entry('admin', admin, admin, settings),
    ...entry('rewrite', rewrite, rewrite, maintainerSettings(rights)),
    ...entry('key', keys, keys, keySettings(rights)),
    ...entry('delegate', delegate, delegate, tokenSettings(rights, DEVELOPER)),
  ];
}

function entry(cause: Cause, alone: Reach, withHelp: Reach, settings: readonly Setting[]): Entry[] {
  const helped = anyOf(alone, withHelp);
  return isNobody(helped) ? [] : [{ cause, alone, helped, settings }];
}

/** Let in by a role that everybody has who writes at all. */
const isOrdinary = (each: Allowed): boolean => each.by === 'level' && each.level <= DEVELOPER;

/**
 * Whether one person gets a merge request through: no approval is asked for, the author or whoever committed to it may give the
 * one that is, or an approval stands though something was pushed after it.
 */
function mergesAlone({ required, authorApproves, committersApprove, resetOnPush }: GitlabApprovals): Tri {
  const none = required === null ? null : required === 0;
  const one = required === null ? null : required <= 1;
  return or(none, and(one, authorApproves), and(one, committersApprove), not(resetOnPush));
}

function keySettings({ project }: ProjectRights): Setting[] {
  return (project.keys ?? []).flatMap((key): Setting[] =>
    key.writes === false ? [] : [{ kind: 'gitlabKey', repository: project.id, key: key.id }],
  );
}
