import { changeItem } from '#lib/domain/privilege/access/change-item.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import {
  type Allowed,
  DEVELOPER,
  type GitlabEnvironment,
  type GitlabFacts,
  type GitlabGroup,
  type GitlabProject,
  type GitlabRefRule,
  type GitlabVariable,
  MAINTAINER,
  OWNER,
} from './facts.ts';
import type { GitlabSetting } from './setting.ts';

const MAINTAINERS: readonly Allowed[] = [{ by: 'level', level: MAINTAINER }];

/** The facts as they would be with one setting tightened. What it does not touch stays the very same object. */
export function tightenGitlab(facts: GitlabFacts, setting: GitlabSetting): GitlabFacts {
  switch (setting.kind) {
    case 'gitlabRunner':
      return { ...facts, runners: changeItem(facts.runners, setting.runner, { protectedOnly: true }) };
    case 'gitlabTier':
      return withTier(facts, setting.tier);
    case 'gitlabVariable':
      return inVariable(facts, setting, { protectedOnly: true });
    case 'gitlabVariableScope':
      return inVariable(facts, setting, { projects: [] });
    case 'gitlabMaintainers':
      return inPlace(facts, setting, ({ members, shares }) => ({
        members:
          members?.map((one) => (isOwner(setting, one.level) ? one : { ...one, level: lowered(one.level) })) ?? null,
        shares: shares?.map((one) => ({ ...one, level: lowered(one.level) })) ?? null,
      }));
    case 'gitlabToken':
      return inPlace(facts, setting, ({ tokens }) => ({
        tokens: tokens?.filter(({ id }) => id !== setting.token) ?? null,
      }));
    case 'gitlabRef':
      return inProject(facts, setting.repository, (project) =>
        setting.ref === 'branch'
          ? { branches: guarded(project.branches, setting.pattern, MAINTAINERS) }
          : { tags: guarded(project.tags, setting.pattern, []) },
      );
    case 'gitlabApprovals':
      return inProject(facts, setting.repository, ({ approvals: { required } }) => ({
        approvals: {
          required: required === null ? null : Math.max(1, required),
          ...{ authorApproves: false, committersApprove: false, resetOnPush: true },
        },
      }));
    case 'gitlabForkPipelines':
      return inProject(facts, setting.repository, () => ({ forkPipelines: false }));
    case 'gitlabJobTokens':
      return inProject(facts, setting.repository, ({ jobTokens }) => ({
        jobTokens: { ...jobTokens, limited: true, projects: [], groups: [] },
      }));
    case 'gitlabSelfApproval':
      return inProject(facts, setting.repository, () => ({ selfApproval: false }));
    case 'gitlabEnvironment':
      return inProject(facts, setting.repository, ({ environments }) => ({
        environments: environments?.map((one) => (one.id === setting.environment ? approved(one) : one)) ?? null,
      }));
    case 'gitlabKey':
      return inProject(facts, setting.repository, ({ keys }) => ({
        keys: changeItem(keys, setting.key, { writes: false }),
      }));
  }
}

const lowered = (level: number): number => Math.min(level, DEVELOPER);
/** Owners of the whole group stay what they are. */
const isOwner = ({ group }: { readonly group: string | null }, level: number): boolean =>
  group === 'org' && level >= OWNER;

function inProject(
  facts: GitlabFacts,
  id: string,
  change: (project: GitlabProject) => Partial<GitlabProject>,
): GitlabFacts {
  return {
    ...facts,
    projects: facts.projects.map((project) => (project.id === id ? { ...project, ...change(project) } : project)),
  };
}

type Place = Pick<GitlabGroup, 'members' | 'shares' | 'tokens'>;

function inPlace(
  facts: GitlabFacts,
  { repository, group }: { readonly repository: string | null; readonly group: string | null },
  change: (place: Place) => Partial<Place>,
): GitlabFacts {
  if (repository !== null) return inProject(facts, repository, change);
  return { ...facts, groups: facts.groups.map((one) => (one.id === group ? { ...one, ...change(one) } : one)) };
}

function inVariable(
  facts: GitlabFacts,
  { repository, secret }: { readonly repository: string | null; readonly secret: string },
  change: Partial<GitlabVariable>,
): GitlabFacts {
  if (repository === null) return { ...facts, variables: changeItem(facts.variables, secret, change) };
  return inProject(facts, repository, ({ variables }) => ({ variables: changeItem(variables, secret, change) }));
}

/** Nobody pushes, and of those who merged only who has more than everybody does. A rule that is missing is made. */
function guarded(
  rules: Known<readonly GitlabRefRule[]>,
  pattern: string,
  merge: readonly Allowed[],
): Known<readonly GitlabRefRule[]> {
  if (rules === null) return null;
  if (!rules.some((rule) => rule.pattern === pattern)) return [...rules, { pattern, push: [], merge }];
  const fewer = (list: Known<readonly Allowed[]>): Known<readonly Allowed[]> =>
    list?.map((one) => (one.by === 'level' && one.level < MAINTAINER ? { ...one, level: MAINTAINER } : one)) ?? null;
  return rules.map((rule) => (rule.pattern === pattern ? { ...rule, push: [], merge: fewer(rule.merge) } : rule));
}

/** Somebody else's approval is asked for; who deploys stays who did. */
function approved(environment: GitlabEnvironment): GitlabEnvironment {
  const { rule } = environment;
  if (rule === null) return environment;
  const made = rule === 'none' ? { deploy: MAINTAINERS, approvals: 1, approvers: MAINTAINERS } : rule;
  const { approvals, approvers } = made;
  const some = approvals === 0 && approvers?.length === 0 ? MAINTAINERS : approvers;
  return {
    ...environment,
    rule: { ...made, approvals: approvals === null ? null : Math.max(1, approvals), approvers: some },
  };
}

/** The group asks for an approval of its own people in every environment of a tier. */
function withTier(facts: GitlabFacts, tier: string): GitlabFacts {
  const { tiers } = facts;
  if (tiers === null) return facts;
  const known = tiers.find((one) => one.tier === tier);
  const made = known ?? { tier, deploy: MAINTAINERS, approvals: 1, approvers: MAINTAINERS };
  const tight = { ...made, approvals: made.approvals === null ? null : Math.max(1, made.approvals) };
  return { ...facts, tiers: [...tiers.filter((one) => one !== known), tight] };
}
