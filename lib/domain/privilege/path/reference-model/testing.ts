import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import type { Environment, Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import type { Actor, BranchRule, ReviewRule, Ruleset } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Safe } from '#lib/domain/privilege/access/safe-facts.ts';
import { can, isMember, isTeamMember, type Permission } from '#lib/domain/privilege/path/reference-rights/testing.ts';

/**
 * Who reaches a target alone, decided person by person and name by name, with nothing but plain search: slow, without sets,
 * probes or names of paths, for organizations of which everything is known. Tests compare the engine with it.
 */
export function reachesAlone(facts: AccessFacts, person: string, kind: string, repository: Repository | null): boolean {
  if (direct(facts, person, kind, repository)) return true;
  return facts.repositories.some((each) =>
    (each.leaks ?? []).some(
      (leak) =>
        leak.open === true &&
        leak.active === true &&
        can(facts, person, each, 'viewLeaks') &&
        direct(facts, leak.owner ?? '', kind, repository),
    ),
  );
}

function direct(facts: AccessFacts, person: string, kind: string, repository: Repository | null): boolean {
  if (kind === 'organizationSecret') return organizationSecret(facts, person);
  if (kind === 'safe') return (facts.safes ?? []).some((safe) => takesAlone(safe, person));
  if (repository === null) return false;
  if (kind === 'secret') return readsSecrets(facts, person, repository);
  if (kind === 'branch') return arrives(facts, person, repository, 'main') || fools(facts, person, repository);
  return (repository.environments ?? []).some((environment) => deploys(facts, person, repository, environment));
}

function takesAlone({ dualControl, members }: Safe, person: string): boolean {
  const rights = (members ?? []).flatMap((member) => (member.holders.includes(person) ? member.rights : []));
  if (rights.includes('manage members')) return true;
  if (!rights.some((right) => ['use', 'retrieve', 'set content'].includes(right))) return false;
  return dualControl === false || rights.includes('without confirmation') || rights.includes('confirm');
}

function organizationSecret(facts: AccessFacts, person: string): boolean {
  const scope = facts.secrets?.[0]?.scope ?? [];
  const { membersCreate } = facts.organization;
  const makes =
    scope === 'all'
      ? Object.values(membersCreate).includes(true)
      : scope === 'private' && (membersCreate.private || membersCreate.internal);
  if (makes === true && isMember(facts, person)) return true;
  return facts.repositories.some((repository) => {
    const inScope =
      scope === 'all' || (scope === 'private' ? repository.visibility !== 'public' : scope.includes(repository.id));
    return inScope && readsSecrets(facts, person, repository, 'PROD_ORG');
  });
}

function readsSecrets(facts: AccessFacts, person: string, repository: Repository, name = 'PROD_KEY'): boolean {
  if (runsAnywhere(facts, person, repository)) return true;
  return (repository.workflows ?? []).some((workflow) => {
    const gives = workflow.secrets === 'all' || workflow.secrets?.includes(name) === true;
    const guard = (repository.environments ?? []).find((each) => each.name === workflow.environment);
    const waits = guard !== undefined && guard.rulesIgnored !== true && (guard.reviewers ?? []).length > 0;
    return (
      workflow.runsForeignCode === true &&
      gives &&
      !waits &&
      repository.actions === true &&
      proposes(facts, person, repository)
    );
  });
}

function runsAnywhere(facts: AccessFacts, person: string, repository: Repository): boolean {
  if (repository.actions !== true) return false;
  return (
    fools(facts, person, repository) || everyName(repository).some((name) => arrives(facts, person, repository, name))
  );
}

function fools(facts: AccessFacts, person: string, repository: Repository): boolean {
  return (
    (repository.workflows ?? []).some((each) => each.trustsBotName === true) && proposes(facts, person, repository)
  );
}

function proposes(facts: AccessFacts, person: string, repository: Repository): boolean {
  if (repository.archived === true) return false;
  if (repository.visibility === 'public') return true;
  return (
    repository.allowForking === true &&
    facts.organization.membersForkPrivate === true &&
    can(facts, person, repository, 'read')
  );
}

function deploys(facts: AccessFacts, person: string, repository: Repository, environment: Environment): boolean {
  const reviewers = environment.rulesIgnored === true ? [] : (environment.reviewers ?? []);
  const policy = environment.rulesIgnored === true ? 'any' : environment.refs;
  const allowed = (name: string) => {
    if (policy === 'any' || policy === null) return true;
    if (policy === 'protected') return (repository.branchRules ?? []).length === 0 || ruleOf(repository, name) !== null;
    return policy.some(({ pattern }) => fits(pattern, name));
  };
  const gets =
    repository.actions === true &&
    (everyName(repository).some((name) => allowed(name) && arrives(facts, person, repository, name)) ||
      (allowed('main') && fools(facts, person, repository)));
  const himself =
    (environment.preventSelfReview !== true && reviewers.some((actor) => means(facts, person, actor))) ||
    (environment.adminsBypass === true && can(facts, person, repository, 'admin'));
  if (gets && (reviewers.length === 0 || himself)) return true;
  // Whoever administers the repository makes the environment take what he has.
  return can(facts, person, repository, 'admin') && runsAnywhere(facts, person, repository);
}

const WORDS = ['zq', 'rel', 'main', '1', 'relx'];

function everyName(repository: Repository): string[] {
  const deeper = (names: string[]) => names.flatMap((name) => WORDS.map((word) => `${name}/${word}`));
  const two = deeper(WORDS);
  return [...new Set([...(repository.branches ?? []), ...WORDS, ...two, ...deeper(two)])];
}

/** Gets code to a branch of that name with nobody's help: makes it, pushes, merges, or changes what forbids that. */
function arrives(facts: AccessFacts, person: string, repository: Repository, name: string): boolean {
  if (repository.archived === true || !can(facts, person, repository, 'write')) return false;
  const rule = ruleOf(repository, name);
  const rulesets = [...(repository.rulesets ?? []), ...(facts.organization.rulesets ?? [])].filter((each) =>
    isAbout(each, name),
  );
  if (lets(facts, person, repository, name, rule, rulesets)) return true;
  const above = rulesets.filter(({ level }) => level !== 'repository');
  if (can(facts, person, repository, 'editRules') && lets(facts, person, repository, name, null, above)) return true;
  return can(facts, person, repository, 'editRulesets') || can(facts, person, repository, 'editRoles');
}

function lets(
  facts: AccessFacts,
  person: string,
  repository: Repository,
  name: string,
  rule: BranchRule | null,
  rulesets: readonly Ruleset[],
): boolean {
  const may = (permission: Permission) => can(facts, person, repository, permission);
  const listed = (actors: readonly Actor[] | null) => (actors ?? []).some((actor) => means(facts, person, actor));
  const excepted = (ruleset: Ruleset, merging: boolean) =>
    (ruleset.bypass ?? []).some(
      ({ actor, mode }) => (merging || mode !== 'pull_request') && means(facts, person, actor),
    );
  const passesPushGate = rule === null || rule.restricted !== true || may('pushRestricted') || listed(rule.pushList);
  const exists = name === 'main' || (repository.branches ?? []).includes(name);
  if (!exists) {
    const blocked = rule !== null && rule.blocksCreation === true && !passesPushGate;
    return !blocked && rulesets.every((each) => each.creation !== true || excepted(each, false));
  }
  const strong = rule !== null && rule.enforceAdmins !== true && may('bypassRules');
  const unlocked = rule === null || rule.locked !== true || strong;
  if (!unlocked || !passesPushGate) return false;
  const unreviewed =
    rule === null || rule.reviews === 'none' || strong || (rule.enforceAdmins !== true && listed(rule.bypassList));
  const forbids = (each: Ruleset) => each.update === true || each.reviews !== 'none';
  if (unreviewed && rulesets.every((each) => !forbids(each) || excepted(each, false))) return true;
  if (rulesets.some((each) => each.update === true && !excepted(each, true))) return false;
  const asked = rulesets.filter((each) => !excepted(each, true)).map(({ reviews }) => reviews);
  if (!unreviewed) asked.push(rule.reviews);
  return asked.every((review) => review === 'none' || review === null || approves(facts, person, repository, review));
}

/** Whether he alone makes the approvals that are asked for. */
function approves(facts: AccessFacts, person: string, repository: Repository, review: ReviewRule): boolean {
  const owned = ['.github/workflows/x.yml', '.github/CODEOWNERS'].map((path) => ownersOf(facts, repository, path));
  const needsOwner = review.codeOwners === true && owned.every((owners) => owners.length > 0);
  const count = review.approvals ?? 0;
  const himself = count === 0 || (count === 1 && review.lastPush !== true);
  if (himself && (!needsOwner || owned.flat().includes(person))) return true;
  const robot = facts.organization.robotApproves === true && repository.robotApproves === true;
  return robot && count <= 1 && !needsOwner && makes(facts, person, repository);
}

/** Whether he runs code of his own without anybody's approval, a workflow's neither. */
function makes(facts: AccessFacts, person: string, repository: Repository): boolean {
  if (repository.actions !== true) return false;
  const strict = (list: Repository['branchRules']) =>
    list?.map((rule) =>
      rule.reviews === 'none' || rule.reviews === null ? rule : { ...rule, reviews: { ...rule.reviews, approvals: 3 } },
    ) ?? null;
  const strictSets = (list: readonly Ruleset[] | null) =>
    list?.map((each) =>
      each.reviews === 'none' || each.reviews === null ? each : { ...each, reviews: { ...each.reviews, approvals: 3 } },
    ) ?? null;
  const closed = {
    ...repository,
    branchRules: strict(repository.branchRules),
    rulesets: strictSets(repository.rulesets),
  };
  const above = strictSets(facts.organization.rulesets) ?? [];
  return everyName(closed).some((name) => {
    const rulesets = [...(closed.rulesets ?? []), ...above].filter((each) => isAbout(each, name));
    return can(facts, person, repository, 'write') && lets(facts, person, closed, name, ruleOf(closed, name), rulesets);
  });
}

function ownersOf(facts: AccessFacts, repository: Repository, path: string): string[] {
  const lines = (repository.codeOwners ?? []).filter(
    ({ pattern }) => pattern === '*' || path.startsWith(pattern.replace(/^\//, '')),
  );
  const people = (facts.organization.people ?? []).map(({ id }) => id);
  const actors = lines.at(-1)?.owners ?? [];
  const owners = people.filter(
    (id) => can(facts, id, repository, 'write') && actors.some((actor) => means(facts, id, actor)),
  );
  const keys =
    actors.some(({ kind }) => kind === 'deployKeys') &&
    (repository.deployKeys ?? []).some(({ readOnly }) => readOnly !== true);
  return keys && repository.archived !== true ? [...owners, 'a key'] : owners;
}

function means(facts: AccessFacts, person: string, actor: Actor): boolean {
  if (actor.kind === 'person') return actor.id === person;
  if (actor.kind === 'team') return isTeamMember(facts, person, actor.id);
  return (
    actor.kind === 'owners' &&
    (facts.organization.people ?? []).some(({ id, kind }) => id === person && kind === 'owner')
  );
}

function ruleOf(repository: Repository, name: string): BranchRule | null {
  const rules = repository.branchRules ?? [];
  const wild = rules
    .filter(({ pattern }) => pattern.includes('*') && fits(pattern, name))
    .sort((a, b) => a.age - b.age);
  return rules.find(({ pattern }) => pattern === name) ?? wild[0] ?? null;
}

function isAbout({ refs, enforcement }: Ruleset, name: string): boolean {
  if (enforcement !== 'active') return false;
  const hit = (patterns: readonly string[]) =>
    patterns.some(
      (each) =>
        each === '~ALL' || (each === '~DEFAULT_BRANCH' ? name === 'main' : fits(each.replace('refs/heads/', ''), name)),
    );
  return hit(refs?.include ?? []) && !hit(refs?.exclude ?? []);
}

function fits(pattern: string, name: string): boolean {
  return fitsParts(pattern.split('/'), name.split('/'));
}

function fitsParts(pattern: readonly string[], name: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return name.length === 0;
  if (first === '**' && rest.length > 0)
    return name.length > 0 && (fitsParts(rest, name) || fitsParts(pattern, name.slice(1)));
  const [part, ...others] = name;
  if (part === undefined) return false;
  const fitting = first.endsWith('*') ? part.startsWith(first.slice(0, -1)) : part === first;
  return fitting && fitsParts(rest, others);
}
