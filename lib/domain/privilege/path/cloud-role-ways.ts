import type { CloudRole } from '#lib/domain/privilege/access/facts.ts';
import { isWildcard } from '#lib/domain/privilege/access/match-ref.ts';
import { proposers } from '#lib/domain/privilege/access/proposers.ts';
import { isNobody, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import type { Environment, Repository, Workflow } from '#lib/domain/privilege/access/repository-facts.ts';
import type { CandidateRef, RepositoryRefs } from '#lib/domain/privilege/access/repository-refs.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, not, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { admits } from '#lib/domain/privilege/trust/admits.ts';
import { admitsJob } from '#lib/domain/privilege/trust/admits-job.ts';
import { commonClaims, type TokenContext, type TokenRepository } from '#lib/domain/privilege/trust/claims.ts';
import { type NamedInTrust, namedIn } from '#lib/domain/privilege/trust/named-in.ts';
import { entryWays } from './entry-ways.ts';
import { environmentWays } from './environment-ways.ts';
import { foreignCodeWays } from './foreign-code-ways.ts';
import type { Way } from './path.ts';
import type { PathPattern } from './pattern.ts';
import { trustsAnybody, trustsNewRepository } from './trust-width.ts';
import type { World } from './world.ts';

/** Ways to assume a role of a cloud: code of one's own whose token the role trusts. */
export function cloudRoleWays(world: World, role: CloudRole): Way[] {
  const named = namedIn(role.trust);
  const created = trustsNewRepository(world, role, named);
  // Names of new repositories have numbers in them by now: a trust that means all names still is as wide for those there are.
  const orgWide = created === true || trustsNewRepository(world, role, named, false) === true;
  const outsiders = when(trustsAnybody(world, role, named), world.roster.anybody);
  const { membersCreate, actionsEverywhere } = world.facts.organization;
  const makers = when(and(created, or(...Object.values(membersCreate)), actionsEverywhere), world.organization.members);
  const settings: Setting[] = [{ kind: 'trust', cloudRole: role.id, repository: '' }];
  const wide = (reach: Reach): Way[] =>
    isNobody(reach)
      ? []
      : [{ pattern: 'P7', through: null, alone: reach, helped: reach, steps: ['R5', 'R9'], settings }];
  return [
    ...wide(outsiders),
    ...wide(makers),
    ...world.facts.repositories.flatMap((repository, at) => waysThrough(world, at, repository, role, named, orgWide)),
  ];
}

interface Job {
  readonly world: World;
  readonly at: number;
  readonly refs: RepositoryRefs;
  readonly role: CloudRole;
  readonly named: NamedInTrust;
  readonly pattern: PathPattern;
  readonly settings: readonly Setting[];
  accepts(ref: string | null, environment: string | null): Tri;
}

function waysThrough(
  world: World,
  at: number,
  repository: Repository,
  role: CloudRole,
  named: NamedInTrust,
  orgWide: boolean,
): Way[] {
  const { organization } = world.facts;
  const token: TokenRepository = {
    ...{ name: repository.name, number: repository.number, ownerNumber: organization.number },
    ...{ visibility: repository.visibility, subjectClaims: repository.subjectClaims },
  };
  // Most roles are about few repositories: whether this is one is asked before its refs are judged.
  const forms = repository.immutableSubject === null ? [false, true] : [repository.immutableSubject];
  if (forms.every((form) => admits(role.trust, commonClaims(token, form)) === false)) return [];
  const workflows = ['.github/workflows/zq7.yml', ...named.workflows];
  const admitted = (context: Omit<TokenContext, 'workflow'>): Tri =>
    and(
      role.takesTokens,
      or(
        ...workflows.map((workflow) =>
          admitsJob(role.trust, token, { ...context, workflow }, repository.immutableSubject),
        ),
      ),
    );
  const accepts = (ref: string | null, environment: string | null) => admitted({ ref, environment });
  const names = environmentNames(repository, named);
  const refs = world.refs(at);
  if (refs === null) return [];
  const settings: Setting[] = [{ kind: 'trust', cloudRole: role.id, repository: repository.id }];
  const job: Job = { world, at, refs, role, named, pattern: orgWide ? 'P7' : 'P8', settings, accepts };
  return [...refWays(job), ...pullRequestWays(job), ...environmentJobWays(job, names), ...foreignWays(job)];
}

/** Environments that there are, and those that a trust names: a job that names one makes it. */
function environmentNames(repository: Repository, named: NamedInTrust): string[] {
  const mentioned = named.environments.map((name) => name.replaceAll('*', 'zq7-environment'));
  return [...new Set([...(repository.environments ?? []).map(({ name }) => name), ...mentioned])];
}

function refWays(job: Job): Way[] {
  const { refs, named } = job;
  const branches = refs.candidatesOf([...named.branches], 'branch');
  const tags = refs.candidatesOf([...named.tags, '*'], 'tag');
  const of = (list: readonly CandidateRef[]) => refs.onto(list, (ref) => job.accepts(refName(ref), null));
  const fresh = of(branches.filter((ref) => !ref.exists));
  const there = of(branches.filter((ref) => ref.exists));
  const door = { through: job.at, last: ['R5', 'R9'] as const, settings: job.settings, open: true };
  const wide = fresh.length > 0 || named.branches.some(isWildcard) ? job.pattern : ('P26' as const);
  return [
    ...entryWays(fresh, { ...door, pattern: refs.slashHole ? 'P3' : job.pattern, first: 'R2' }),
    ...entryWays(there, { ...door, pattern: wide, first: 'R1' }),
    ...entryWays(of(tags), { ...door, pattern: job.pattern, first: 'R2' }),
  ];
}

function refName(ref: CandidateRef): string {
  return ref.kind === 'tag' ? `refs/tags/${ref.name}` : `refs/heads/${ref.name}`;
}

/** Who writes makes a pull request of his own branch. A fork's gets such a token only where forks get tokens that write. */
function pullRequestWays(job: Job): Way[] {
  const { world, at, refs, settings } = job;
  const accepted = job.accepts(null, null);
  if (accepted === false) return [];
  const { organization } = world.facts;
  const { repository } = refs.access;
  const isPublic = repository.visibility === null ? null : repository.visibility === 'public';
  const forks = and(
    accepted,
    repository.actions,
    not(isPublic),
    organization.privateForksRun,
    organization.forksGetWriteTokens,
  );
  const reach = when(forks, proposers(refs.access));
  const door = {
    through: at,
    pattern: job.pattern,
    first: 'R2' as const,
    last: ['R5', 'R9'] as const,
    settings,
    open: accepted,
  };
  return [
    ...entryWays(refs.anywhere(), door),
    ...(isNobody(reach)
      ? []
      : [{ pattern: job.pattern, through: at, alone: reach, helped: reach, steps: ['R5', 'R9'] as const, settings }]),
  ];
}

function environmentJobWays(job: Job, names: readonly string[]): Way[] {
  const { world, at, refs } = job;
  const { environments, id } = refs.access.repository;
  return names.flatMap((name): Way[] => {
    // A trust that lets in the same ref without any environment is wide: the environment does not open it.
    const accepts = (ref: CandidateRef) =>
      job.accepts(refName(ref), null) === true ? false : job.accepts(refName(ref), name);
    const known = environments?.find((each) => each.name.toLowerCase() === name.toLowerCase());
    const free: Environment = {
      ...{
        id: '',
        name,
        refs: 'any',
        reviewers: [],
        preventSelfReview: false,
        adminsBypass: false,
        secrets: [],
        rulesIgnored: false,
      },
    };
    const ways = environmentWays(world, at, known ?? free, { anyBranch: 'P9', last: ['R7', 'R9'], accepts });
    const missing: Setting = { kind: 'missingEnvironment', repository: id, environment: name };
    const because = known === undefined ? [missing, ...job.settings] : job.settings;
    // Whether an environment is there that was not read is not known: what it asks for is not, either.
    const there: Tri = known === undefined && environments === null ? null : true;
    return ways.flatMap((way) => {
      const helped = when(there, way.helped);
      const own = way.settings.filter((each) => each.kind !== 'environmentRefs' || known !== undefined);
      return isNobody(helped)
        ? []
        : [{ ...way, alone: when(there, way.alone), helped, settings: [...own, ...because] }];
    });
  });
}

/** A pull request's code that runs with the repository's rights presents its default branch, or the job's environment. */
function foreignWays(job: Job): Way[] {
  const { world, at, refs } = job;
  const { defaultBranch } = refs.access.repository;
  const ref = `refs/heads/${defaultBranch ?? ''}`;
  const gives = (workflow: Workflow): Tri => {
    const { environment } = workflow;
    if (environment === null || defaultBranch === null) return and(null, workflow.identityToken);
    return and(workflow.identityToken, job.accepts(ref, environment === 'none' ? null : environment));
  };
  return foreignCodeWays(world, at, true, gives).map((way) => ({
    ...way,
    settings: [...way.settings, ...job.settings],
  }));
}
