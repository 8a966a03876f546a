import { anyWorkflow } from './any-workflow.ts';
import { branchRuleFor } from './branch-rule-for.ts';
import { entrySettings } from './entry-settings.ts';
import { mergeEntries } from './merge-entries.ts';
import { isEmptySet } from './principal-set.ts';
import { isFresh, probeNames } from './probe-names.ts';
import { proposers } from './proposers.ts';
import { allOf, among, anyOf, isNobody, type Reach, when } from './reach.ts';
import { type Cause, type Entry, refEntries } from './ref-entry.ts';
import { pushes, type RefRules, type ReviewFacts } from './ref-gates.ts';
import type { RepositoryAccess } from './repository-access.ts';
import { plainRef, rulesetsFor, rulesetsOf } from './rulesets-for.ts';
import type { Setting } from './setting.ts';
import { and, not, type Tri } from './tri.ts';
import { workflowOwners } from './workflow-owners.ts';

/** A ref that is there, or one that somebody may make. Whether it is there may not be known. */
export interface CandidateRef {
  readonly kind: 'branch' | 'tag';
  readonly name: string;
  readonly exists: boolean;
  /** Whether that is known: of a ref that may be there or not nothing is proven. */
  readonly certain: boolean;
}

/** Who gets code to which refs of one repository, and runs it there. */
export interface RepositoryRefs {
  readonly access: RepositoryAccess;
  /** Refs of which any that somebody can use is like one. */
  readonly candidates: readonly CandidateRef[];
  /** Ways onto a ref, with code that workflows run. */
  entries(ref: CandidateRef): readonly Entry[];
  /** Ways onto any of these refs, as far as each will do. */
  onto(refs: readonly CandidateRef[], accepts?: (ref: CandidateRef) => Tri): readonly Entry[];
  /** Ways onto any branch at all. */
  anywhere(): readonly Entry[];
  /** Ways onto the default branch, without the question what runs there. */
  defaultBranch(): readonly Entry[];
  /** Whether names without a slash are shut to writers, and names with one are not. */
  readonly slashHole: boolean;
  /** Who creates some tag, or branch, of this name. */
  candidatesOf(patterns: readonly string[], kind: 'branch' | 'tag'): CandidateRef[];
}

export function repositoryRefs(access: RepositoryAccess): RepositoryRefs {
  const { repository, organization } = access;
  const rulesets = rulesetsOf(repository, organization.organization.rulesets);
  const candidates = candidateRefs(access, rulesets);
  const mayRun = organization.roster.share(runsCode(access, rulesets));
  const judge = judgeOf(access, rulesets, candidates, mayRun);
  const run = (reach: Reach) => organization.roster.share(allOf(reach, mayRun));
  const running = (entries: readonly Entry[]) =>
    entries.map((entry) => ({ ...entry, alone: run(entry.alone), helped: run(entry.helped) }));
  const bot = botEntry(access, entrySettings(access, { exists: true, rule: null, rulesets: [] }, '', 'bot'));
  const isDefault = (ref: CandidateRef) =>
    ref.exists && ref.kind === 'branch' && (repository.defaultBranch ?? ref.name) === ref.name;
  // Which branch is the default one may not be known: any may be it, and none is proven to be.
  const merged = bot === null ? [] : conditional([bot], repository.defaultBranch === null ? null : true);
  const withBot = (ref: CandidateRef) => (isDefault(ref) ? [...judge.named(ref), ...merged] : judge.named(ref));
  let anywhere: readonly Entry[] | null = null;
  let hole: boolean | null = null;
  return {
    ...{ access, candidates },
    entries: (ref) => running(withBot(ref)),
    onto: (list, accepts) =>
      running(
        mergeEntries(
          distinctRules(list, judge.shared, isDefault, accepts).map(([ref, open]) => conditional(withBot(ref), open)),
        ),
      ),
    anywhere: () => {
      anywhere ??= running(mergeEntries([...new Set(candidates.map(judge.shared)), bot === null ? [] : [bot]]));
      return anywhere;
    },
    defaultBranch: () => mergeEntries(defaultRefs(access, candidates).map(withBot)),
    get slashHole() {
      hole ??= hasSlashHole(candidates, judge.shared);
      return hole;
    },
    candidatesOf: (patterns, kind) =>
      kind === 'branch'
        ? withProbes(access, candidates, patterns)
        : probeNames(patterns).map((name) => ({ kind, name, exists: false, certain: true })),
  };
}

/** One ref of those that are under the same rules and will do alike; the default branch always. */
function distinctRules(
  list: readonly CandidateRef[],
  judge: Judge,
  isDefault: (ref: CandidateRef) => boolean,
  accepts: (ref: CandidateRef) => Tri = () => true,
): [CandidateRef, Tri][] {
  const told = new Map<readonly Entry[], Set<Tri>>();
  return list.flatMap((ref): [CandidateRef, Tri][] => {
    const open = accepts(ref);
    if (open === false) return [];
    const entries = judge(ref);
    const known = told.get(entries);
    if (known?.has(open) === true && !isDefault(ref)) return [];
    told.set(entries, (known ?? new Set()).add(open));
    return [[ref, open]];
  });
}

function conditional(entries: readonly Entry[], open: Tri): readonly Entry[] {
  if (open === true) return entries;
  return entries.map((entry) => ({ ...entry, alone: when(open, entry.alone), helped: when(open, entry.helped) }));
}

type Judge = (ref: CandidateRef) => readonly Entry[];

/** Judges refs: those under the same rules once, though each is protected by its own name. */
function judgeOf(
  access: RepositoryAccess,
  rulesets: ReturnType<typeof rulesetsOf>,
  candidates: readonly CandidateRef[],
  mayRun: Reach,
): { shared: Judge; named: Judge } {
  const { repository, organization } = access;
  const rulesOf = (ref: CandidateRef): RefRules => ({
    exists: ref.exists,
    rule: ref.kind === 'tag' ? null : branchRuleFor(repository.branchRules, ref.name),
    rulesets: rulesetsFor(rulesets, ref.kind, ref.name, repository.defaultBranch),
  });
  const keyOf = (ref: CandidateRef, { rule, rulesets: applying }: RefRules) =>
    [
      ref.kind,
      ref.exists,
      ref.certain,
      rule?.id ?? '-',
      ...applying.map(({ ruleset, applies }) => `${ruleset.id}:${applies}`),
    ].join('|');
  const distinct = new Map(candidates.map((ref) => [keyOf(ref, rulesOf(ref)), ref]));
  const direct = [...distinct.values()].map((ref) =>
    weak(ref, pushes(access, rulesOf(ref), { privileged: true, bypass: true })),
  );
  const owners = workflowOwners(access);
  const facts: ReviewFacts = {
    robotApproves: robotApproves(access),
    runners: organization.roster.share(allOf(mayRun, anyOf(organization.roster.nobody, ...direct))),
    ...{ workflowsOwned: owners.named, codeOwners: owners.owners },
  };
  const memo = new Map<string, readonly Entry[]>();
  const byRef = new WeakMap<CandidateRef, readonly Entry[]>();
  const shared: Judge = (ref) => {
    const known = byRef.get(ref) ?? judged(ref);
    byRef.set(ref, known);
    return known;
  };
  const judged: Judge = (ref) => {
    const rules = rulesOf(ref);
    const key = keyOf(ref, rules);
    const known = memo.get(key);
    if (known !== undefined) return known;
    const settings = (cause: Cause) => entrySettings(access, rules, ref.name, cause);
    const share = (reach: Reach) => organization.roster.share(weak(ref, reach));
    const made = refEntries(access, rules, facts, settings).map((entry) => ({
      ...entry,
      alone: share(entry.alone),
      helped: share(entry.helped),
    }));
    memo.set(key, made);
    return made;
  };
  const own = (ref: CandidateRef) => entrySettings(access, rulesOf(ref), ref.name, 'open');
  const named: Judge = (ref) =>
    shared(ref).map((entry) => (entry.cause === 'open' ? { ...entry, settings: own(ref) } : entry));
  return { shared, named };
}

/** Whether new names without a slash are shut to those who write, and some with one are not. */
function hasSlashHole(candidates: readonly CandidateRef[], judge: Judge): boolean {
  const isOpen = (ref: CandidateRef) =>
    judge(ref).some(({ cause, alone }) => cause === 'open' && !isEmptySet(alone.sure));
  const fresh = candidates.filter((ref) => !ref.exists);
  const flat = fresh.filter((ref) => !ref.name.includes('/'));
  return flat.length > 0 && !flat.some(isOpen) && fresh.some(isOpen);
}

/** Of a ref of which nobody knows whether it exists nothing is certain. */
function weak(ref: CandidateRef, reach: Reach): Reach {
  return ref.certain ? reach : when(null, reach);
}

function candidateRefs(access: RepositoryAccess, rulesets: ReturnType<typeof rulesetsOf>): CandidateRef[] {
  const { repository } = access;
  const patterns = [
    ...(repository.branchRules ?? []).map(({ pattern }) => pattern),
    ...rulesets.flatMap(({ ruleset }) =>
      [...(ruleset.refs?.include ?? []), ...(ruleset.refs?.exclude ?? [])].map(plainRef),
    ),
  ];
  const existing = new Set([
    ...(repository.branches ?? []),
    ...(repository.defaultBranch === null ? [] : [repository.defaultBranch]),
  ]);
  const known: CandidateRef[] = [...existing].map((name) => ({
    ...{ kind: 'branch', name, exists: true, certain: true },
  }));
  return withProbes(access, known, patterns);
}

/** Each new name is one that may be made; where branches were not read it may also be there already. */
function withProbes(
  access: RepositoryAccess,
  known: readonly CandidateRef[],
  patterns: readonly string[],
): CandidateRef[] {
  const names = new Set(known.map(({ name }) => name));
  const fresh = probeNames(patterns).filter((name) => !names.has(name));
  const { branches, defaultBranch } = access.repository;
  const unread = branches === null || defaultBranch === null;
  return [
    ...known,
    ...fresh.flatMap((name): CandidateRef[] => [
      { kind: 'branch', name, exists: false, certain: !unread || isFresh(name) },
      ...(unread ? [{ kind: 'branch' as const, name, exists: true, certain: false }] : []),
    ]),
  ];
}

function defaultRefs({ repository }: RepositoryAccess, candidates: readonly CandidateRef[]): CandidateRef[] {
  const { defaultBranch } = repository;
  if (defaultBranch !== null) return [{ kind: 'branch', name: defaultBranch, exists: true, certain: true }];
  return [...new Map(candidates.map((ref) => [ref.name, { ...ref, exists: true, certain: false }])).values()];
}

/** The organization's no is no for all; its yes says nothing of a repository, which may have said no. */
function robotApproves({ repository, organization }: RepositoryAccess): Tri {
  const above = organization.organization.robotApproves;
  return above === false ? false : repository.robotApproves;
}

/**
 * Whose pushed code workflows run. An App or token that may not write files of workflows needs a workflow that runs a script,
 * and whether there is one is not known. A ruleset may close the folder of workflows, but not in public repositories.
 */
function runsCode(access: RepositoryAccess, rulesets: ReturnType<typeof rulesetsOf>): Reach {
  const { repository, organization, rights } = access;
  const { roster } = organization;
  const { apps, tokens } = organization.organization;
  const writers = [
    ...(apps ?? []).map((app) => ({ set: roster.one('app', app.id), may: app.writesWorkflows })),
    ...(tokens ?? []).map((token) => ({ set: roster.one('token', token.id), may: token.writesWorkflows })),
  ];
  const others = { sure: roster.everybody.sure, maybe: roster.everybody.maybe };
  const direct = anyOf(
    among(others, roster.people),
    among(others, roster.deployKeys),
    among(others, roster.outsiders),
    ...writers.map(({ set, may }) => when(may === true ? true : null, { sure: set, maybe: set })),
  );
  const isPublic = repository.visibility === null ? null : repository.visibility === 'public';
  const shut = rulesetsFor(rulesets, 'push', '', null).flatMap(({ ruleset, applies }) => {
    const closes =
      ruleset.restrictedPaths === null
        ? null
        : ruleset.restrictedPaths.some((path) => /^\/?\.github(?:\/workflows)?\/(?:\*\*?(?:\/\*)?)?$/.test(path));
    const closed = and(applies, closes, not(isPublic));
    if (closed === false) return [];
    const editors = ruleset.level === 'repository' ? rights.editRules : organization.holders('editRulesets');
    return [
      anyOf(
        when(not(closed), roster.everybody),
        access.named(ruleset.bypass?.map(({ actor }) => actor) ?? null),
        editors,
      ),
    ];
  });
  return allOf(when(repository.actions, direct), ...shut);
}

/** Whoever makes a workflow believe that a bot asked merges what he likes: anybody, where the repository is public. */
function botEntry(access: RepositoryAccess, settings: readonly Setting[]): Entry | null {
  const trusting = anyWorkflow(access.repository, (workflow) => workflow.trustsBotName);
  const reach = when(trusting, proposers(access));
  return isNobody(reach) ? null : { cause: 'bot', alone: reach, helped: reach, settings };
}
