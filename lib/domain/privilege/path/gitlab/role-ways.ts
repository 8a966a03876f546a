import type { CloudRole } from '#lib/domain/privilege/access/facts.ts';
import { mergeEntries } from '#lib/domain/privilege/access/merge-entries.ts';
import { isNobody, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { and, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { FRESH, meantBy } from '#lib/domain/privilege/gitlab/fresh.ts';
import type { GitlabAccess } from '#lib/domain/privilege/gitlab/gitlab-access.ts';
import type { ProjectAccess } from '#lib/domain/privilege/gitlab/project-access.ts';
import { rulesOn } from '#lib/domain/privilege/gitlab/rules-on.ts';
import type { Way } from '#lib/domain/privilege/path/path.ts';
import { admits } from '#lib/domain/privilege/trust/admits.ts';
import {
  commonGitlabClaims,
  DEFAULT_SUBJECT,
  gitlabClaims,
  type TokenProject,
} from '#lib/domain/privilege/trust/gitlab-claims.ts';
import { type GitlabNames, gitlabNames } from '#lib/domain/privilege/trust/gitlab-names.ts';
import { environmentGate } from './environment-gate.ts';
import { type Behind, codeDoor, freeGate, type Gate } from './project-doors.ts';

/** Ways to assume a role of a cloud by an id_token of a job: code of one's own on a ref that the role trusts. */
export function roleWays(gitlab: GitlabAccess, role: CloudRole): Way[] {
  const { roster, organization } = gitlab.organization;
  const names = gitlabNames(role.trust);
  const foreign = trusts(role, 'zq7-owner/zq7-project', names);
  const orgWide = trusts(role, `${organization.name}/zq7-project`, names) === true || foreign === true;
  const outsiders: Reach = when(role.trust === null ? and(null, foreign) : foreign, roster.anybody);
  const settings: Setting[] = [{ kind: 'trust', cloudRole: role.id, repository: '' }];
  const wide: Way[] = isNobody(outsiders)
    ? []
    : [{ pattern: 'P7', through: null, alone: outsiders, helped: outsiders, steps: ['R5', 'R9'], settings }];
  return [
    ...wide,
    ...gitlab.facts.projects.flatMap((_, at) => {
      const access = gitlab.project(at);
      return access === null ? [] : throughProject(gitlab, at, access, role, names, orgWide);
    }),
  ];
}

/** Whether a role trusts a project of which nobody knows anything, on whatever branch. */
function trusts(role: CloudRole, path: string, names: GitlabNames): Tri {
  const project = { path, number: '7777777', visibility: 'private', subjectClaims: DEFAULT_SUBJECT };
  const refs = [FRESH, 'main', ...names.refs.map(meantBy)];
  const all = refs.map((ref) => {
    const place = { ref, type: 'branch', isProtected: true, environment: null } as const;
    return admits(role.trust, gitlabClaims(project, place));
  });
  return and(role.takesTokens, all.includes(true) ? true : all.includes(null) ? null : false);
}

function throughProject(
  gitlab: GitlabAccess,
  at: number,
  access: ProjectAccess,
  role: CloudRole,
  names: GitlabNames,
  orgWide: boolean,
): Way[] {
  const { project } = access;
  const { id, name, visibility, subjectClaims } = project;
  const token: TokenProject = { path: name, number: id.replace(/^repo:/, ''), visibility, subjectClaims };
  // Most roles are about few projects: whether this is one is asked before its refs are judged.
  if (admits(role.trust, commonGitlabClaims(token)) === false) return [];
  const accepts = (type: 'branch' | 'tag', ref: string, environment: string | null): Tri => {
    const rules = rulesOn(project, type, ref);
    const isProtected = rules === null ? null : rules.length > 0;
    return and(role.takesTokens, admits(role.trust, gitlabClaims(token, { ref, type, isProtected, environment })));
  };
  const settings: Setting[] = [{ kind: 'trust', cloudRole: role.id, repository: id }];
  const behind = (pattern: Behind['pattern'], gate: Gate, open: Tri): Omit<Behind, 'access'> => ({
    ...{ at, pattern, gate, open, settings, last: ['R5', 'R9'] },
  });
  const all = refsOf(access, names).map((each) => ({ ...each, bare: accepts(each.type, each.ref, null) }));
  /** Ways of those whose job on some ref is let in, with such an environment or without. */
  const by = (environment: string | null, pattern: Behind['pattern'], gate: Gate): Way[] => {
    const found = all.flatMap(({ type, ref, bare }) => {
      if (environment === null) return [{ type, ref, open: bare }];
      // A trust that lets in the same ref without any environment is wide: the environment does not open it.
      return bare === true ? [] : [{ type, ref, open: accepts(type, ref, environment) }];
    });
    return [true, null].flatMap((open) => {
      const refs = found.filter((each) => each.open === open);
      const isWide = refs.some(({ type, ref }) => type === 'tag' || ref !== project.defaultBranch);
      const entries = mergeEntries(refs.map(({ type, ref }) => access.onto(type, ref)));
      return codeDoor(
        { ...behind(isWide ? pattern : 'P26', gate, open), access: { ...access, anywhere: () => entries } },
        'anywhere',
      );
    });
  };
  const wide = orgWide ? 'P7' : 'P8';
  const environments = [...new Set([...(project.environments ?? []).map((each) => each.name), ...names.environments])];
  return [
    ...by(null, wide, freeGate(access)),
    ...environments.flatMap((environment) => {
      const gate = environmentGate(gitlab, access, environment);
      return by(environment, gate.free === false ? 'P12' : 'P9', gate);
    }),
  ];
}

interface Ref {
  readonly type: 'branch' | 'tag';
  readonly ref: string;
}

/** Refs that a trust may mean: those that it names, those that rules name, the default branch and a new one. */
function refsOf({ project }: ProjectAccess, names: GitlabNames): Ref[] {
  const named = names.refs.map(meantBy);
  const branches = [FRESH, project.defaultBranch ?? '', ...named, ...patternsOf(project.branches).map(meantBy)];
  const tags = [FRESH, ...named, ...patternsOf(project.tags).map(meantBy)];
  const of = (type: Ref['type'], list: string[]): Ref[] =>
    [...new Set(list)].filter((ref) => ref !== '').map((ref) => ({ type, ref }));
  return [...of('branch', branches), ...of('tag', tags)];
}

const patternsOf = (rules: readonly { readonly pattern: string }[] | null): string[] =>
  (rules ?? []).map(({ pattern }) => pattern);
