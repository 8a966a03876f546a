import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { maintainersIn } from '#lib/domain/privilege/gitlab/maintainers-in.ts';

/** What somebody does to tighten a setting, with the words that GitHub's and GitLab's own screens have for it. */
export interface SettingWords {
  /** One sentence, without a full stop. */
  readonly todo: string;
  /** Where: the screen and what is on it, from the outside in. */
  readonly where: readonly string[];
}

interface Place {
  /** Whether words are those of GitLab. */
  readonly gitlab: boolean;
  name(id: string): string;
  actor(key: string): string;
  /** Who is Maintainer by a project or group of GitLab. */
  maintainers(place: string): string;
  /** The system that has a role of a cloud. */
  system(cloudRole: string): string[];
  repository(id: string, ...where: string[]): string[];
  organization(...where: string[]): string[];
  /** Of a project of GitLab, of a group in it, or of the whole one. */
  home(repository: string | null, group: string | null, ...where: string[]): string[];
  ruleset(setting: { readonly repository: string | null; readonly ruleset: string }): string[];
}

type Words<K extends Setting['kind']> = (
  setting: Extract<Setting, { kind: K }>,
  at: Place,
) => [todo: string, where: string[]];

const WORDS: { readonly [K in Setting['kind']]: Words<K> } = {
  branchCreation: ({ repository }, at) => [
    'Add a ruleset for all branches with "Restrict creations"',
    at.repository(repository, 'Rules', 'Rulesets'),
  ],
  branchReviews: ({ repository, branch }, at) => [
    `Require an approval of ${branch}, and "Require approval of the most recent reviewable push"`,
    at.repository(repository, 'Rules', 'Rulesets'),
  ],
  enforceAdmins: ({ repository, rule }, at) => [
    'Turn on "Do not allow bypassing the above settings"',
    at.repository(repository, 'Branches', at.name(rule)),
  ],
  enforcement: (setting, at) => ['Set the enforcement of the ruleset to "Active"', at.ruleset(setting)],
  bypass: (setting, at) => [`Take ${at.actor(setting.actor)} off the bypass list`, at.ruleset(setting)],
  robotApproval: ({ repository }, at) => [
    'Turn off "Allow GitHub Actions to create and approve pull requests"',
    at.repository(repository, 'Actions', 'General', 'Workflow permissions'),
  ],
  codeOwners: ({ repository }, at) => [
    'Name owners of /.github/ in CODEOWNERS, who may write',
    [at.name(repository), '.github/CODEOWNERS'],
  ],
  deployKey: ({ repository, key }, at) => [
    'Replace the key by one that only reads',
    at.repository(repository, 'Deploy keys', at.name(`${repository}/${key}`)),
  ],
  delegation: ({ app }, at) => [
    'Give the app only the repositories that it needs',
    at.organization('GitHub Apps', at.name(app)),
  ],
  token: ({ token }, at) => [
    'Revoke the token',
    at.organization('Personal access tokens', 'Active tokens', at.name(token)),
  ],
  grant: ({ repository, holder, role }, at) => [
    `Take the role ${role} from ${at.actor(holder)}`,
    at.repository(repository, 'Collaborators and teams'),
  ],
  basePermission: (_, at) => [
    'Set the base permission to "Read"',
    at.organization('Member privileges', 'Base permissions'),
  ],
  propertiesLocked: (_, at) => [
    'Let nobody but the organization set the values of custom properties',
    at.organization('Repository', 'Custom properties'),
  ],
  membersCreate: (_, at) => [
    'Let members create no repositories',
    at.organization('Member privileges', 'Repository creation'),
  ],
  secretScope: ({ secret }, at) => [
    'Give the secret to "Selected repositories"',
    at.organization('Secrets and variables', 'Actions', at.name(secret)),
  ],
  secretToEnvironment: ({ repository, secret }, at) => [
    'Move the secret to an environment that takes the default branch alone',
    at.repository(repository, 'Secrets and variables', 'Actions', at.name(secret)),
  ],
  environmentRefs: ({ repository, environment }, at) => [
    'Let "Selected branches and tags" deploy: the default branch',
    at.repository(repository, 'Environments', at.name(environment)),
  ],
  selfReview: ({ repository, environment }, at) => [
    'Turn on "Prevent self-review"',
    at.repository(repository, 'Environments', at.name(environment)),
  ],
  environmentAdmins: ({ repository, environment }, at) => [
    'Turn off "Allow administrators to bypass configured protection rules"',
    at.repository(repository, 'Environments', at.name(environment)),
  ],
  missingEnvironment: ({ repository, environment }, at) => [
    `Make the environment ${environment}, for the default branch alone`,
    at.repository(repository, 'Environments'),
  ],
  trust: ({ cloudRole }, at) => [
    at.gitlab
      ? 'Ask in the trust for one project (project_id) and one protected branch'
      : 'Ask in the trust for one repository (repository_id) and one environment',
    [...at.system(cloudRole), at.name(cloudRole), 'Trust policy'],
  ],
  groupScope: ({ group }, at) => [
    'Give the group to "Selected repositories"',
    at.organization('Actions', 'Runner groups', at.name(group), 'Repository access'),
  ],
  groupPublic: ({ group }, at) => [
    'Turn off "Allow public repositories"',
    at.organization('Actions', 'Runner groups', at.name(group), 'Repository access'),
  ],
  groupWorkflows: ({ group }, at) => [
    'Give the group to "Selected workflows", each pinned to a ref',
    at.organization('Actions', 'Runner groups', at.name(group), 'Workflow access'),
  ],
  foreignCode: ({ repository, workflow }, at) => [
    'Check out no code of the pull request',
    [at.name(repository), workflow],
  ],
  botName: ({ repository, workflow }, at) => [
    'Test the author of the pull request, not who triggered the run, and ask for a review',
    [at.name(repository), workflow],
  ],
  pinnedCall: ({ repository, workflow }, at) => [
    'Pin the called workflow to a commit',
    [at.name(repository), workflow],
  ],
  dualControl: ({ safe }, at) => [
    'Ask for the approval of another person (dual control), by the safe or by the platforms of its accounts',
    [at.name(safe), 'Dual control'],
  ],
  safeFree: ({ safe, member }, at) => [
    'Take "Access Safe without confirmation" from the member',
    [at.name(safe), 'Members', at.name(member)],
  ],
  safeManager: ({ safe, member }, at) => [
    'Take "Manage Safe members" from the member',
    [at.name(safe), 'Members', at.name(member)],
  ],
  safeConfirmer: ({ safe, member }, at) => [
    'Take "Authorize account requests" from the member, who takes from the safe too',
    [at.name(safe), 'Members', at.name(member)],
  ],
  gitlabRef: ({ repository, ref, pattern }, at) =>
    ref === 'branch'
      ? [
          `Let nobody push to ${pattern}, and Maintainers merge`,
          at.repository(repository, 'Repository', 'Protected branches', pattern),
        ]
      : [`Let nobody create ${pattern}`, at.repository(repository, 'Repository', 'Protected tags', pattern)],
  gitlabApprovals: ({ repository }, at) => [
    'Ask for an approval of somebody else than author and committers, and take it back when something is pushed',
    at.repository(repository, 'Merge requests', 'Merge request approvals'),
  ],
  gitlabForkPipelines: ({ repository }, at) => [
    'Turn off "Run pipelines in the parent project for merge requests from forked projects" (ci_allow_fork_pipelines_to_run_in_parent_project)',
    at.repository(repository, 'CI/CD', 'General pipelines'),
  ],
  gitlabJobTokens: ({ repository }, at) => [
    'Let only this project access it with job tokens, and name those that must',
    at.repository(repository, 'CI/CD', 'Job token permissions'),
  ],
  gitlabSelfApproval: ({ repository }, at) => [
    'Turn off "Allow pipeline triggerer to approve deployment"',
    at.repository(repository, 'CI/CD', 'Protected environments'),
  ],
  gitlabVariable: ({ repository, secret }, at) => [
    'Turn on "Protect variable"',
    at.home(repository, null, 'CI/CD', 'Variables', at.name(secret)),
  ],
  gitlabVariableScope: ({ repository, secret }, at) => [
    'Move the variable to the project that needs it',
    at.home(repository, null, 'CI/CD', 'Variables', at.name(secret)),
  ],
  gitlabEnvironment: ({ repository, environment }, at) => [
    'Protect the environment, with an approval of somebody else',
    at.repository(repository, 'CI/CD', 'Protected environments', at.name(environment)),
  ],
  gitlabTier: ({ tier }, at) => [
    `Protect ${tier} environments of the group, with an approval, so that Maintainers of a project cannot take it away`,
    at.organization('CI/CD', 'Protected environments', tier),
  ],
  gitlabRunner: ({ runner }, at) => [
    'Turn on "Protected": use the runner on pipelines for protected branches only',
    at.organization('CI/CD', 'Runners', at.name(runner)),
  ],
  gitlabMaintainers: ({ repository, group }, at) => [
    `Lower the role of Maintainers to Developer: ${at.maintainers(repository ?? group ?? '')}`,
    at.home(repository, group, 'Members'),
  ],
  gitlabToken: ({ repository, group, token }, at) => [
    'Revoke the token',
    at.home(repository, group, 'Access tokens', at.name(token)),
  ],
  gitlabKey: ({ repository, key }, at) => [
    'Turn off "Grant write permissions to this key"',
    at.repository(repository, 'Repository', 'Deploy keys', at.name(`${repository}/${key}`)),
  ],
  leak: ({ repository }, at) => ['Revoke the leaked token', [at.name(repository), 'Security', 'Secret scanning']],
};

export function settingWords(facts: AccessFacts, setting: Setting): SettingWords {
  // The table has an entry for each kind, made for settings of that kind.
  const words = WORDS[setting.kind] as (setting: Setting, at: Place) => [string, string[]];
  const [todo, where] = words(setting, placeOf(facts));
  return { todo, where };
}

function placeOf(facts: AccessFacts): Place {
  const name = namesById(facts);
  const repository = (id: string, ...where: string[]) => [name(id), 'Settings', ...where];
  const organization = (...where: string[]) => [facts.organization.name, 'Settings', ...where];
  return {
    ...{ name, repository, organization, gitlab: facts.gitlab !== null },
    home: (of, group, ...where) =>
      of !== null
        ? repository(of, ...where)
        : group === null || group === 'org'
          ? organization(...where)
          : [name(group), 'Settings', ...where],
    ruleset: ({ repository: home, ruleset }) =>
      home === null
        ? organization('Repository', 'Rulesets', name(ruleset))
        : repository(home, 'Rules', 'Rulesets', name(ruleset)),
    maintainers: (place) => {
      const { groups = [], projects = [] } = facts.gitlab ?? {};
      const found = [...projects, ...groups].find(({ id }) => id === place);
      const ids = found === undefined ? [] : maintainersIn(found);
      return ids.length > 3 ? `${ids.length} of them` : ids.map(name).join(', ');
    },
    system: (id) => facts.cloudRoles?.flatMap((role) => (role.id === id ? [role.system] : [])) ?? [],
    actor: (key) => {
      if (key === 'owners') return 'owners of the organization';
      if (key === 'deployKeys') return 'deploy keys';
      const id = key.slice(key.indexOf(':') + 1);
      return key.startsWith('role:') ? `the role ${id}` : name(id);
    },
  };
}

const names = new WeakMap<AccessFacts, ReadonlyMap<string, string>>();

/** Names by ids, listed once; what is not listed is called by its id. */
export function namesById(facts: AccessFacts): (id: string) => string {
  const known = names.get(facts) ?? new Map(named(facts));
  names.set(facts, known);
  return (id) => known.get(id) ?? id;
}

function* named(facts: AccessFacts): Generator<[id: string, name: string]> {
  const { organization, repositories } = facts;
  const { people, teams, apps, tokens, rulesets } = organization;
  for (const list of [people, teams, apps, tokens, rulesets, facts.secrets, facts.runnerGroups, facts.cloudRoles]) {
    for (const { id, name } of list ?? []) yield [id, name];
  }
  for (const safe of facts.safes ?? []) {
    yield [safe.id, safe.name];
    for (const { id, name } of safe.members ?? []) yield [id, name];
  }
  const { groups = [], projects = [], variables, runners } = facts.gitlab ?? {};
  for (const list of [groups.filter(({ id }) => id !== 'org'), variables, runners]) {
    for (const { id, name } of list ?? []) yield [id, name];
  }
  for (const { tokens } of [...groups, ...projects]) for (const { id, name } of tokens ?? []) yield [id, name];
  for (const project of projects) {
    for (const list of [project.environments, project.variables])
      for (const { id, name } of list ?? []) yield [id, name];
    for (const { id, title } of project.keys ?? []) yield [`${project.id}/${id}`, title];
    yield [project.id, project.name];
  }
  for (const repository of repositories) {
    const { rulesets: own, environments, secrets, branchRules, deployKeys } = repository;
    for (const list of [own, environments, secrets]) for (const { id, name } of list ?? []) yield [id, name];
    for (const { id, pattern } of branchRules ?? []) yield [id, pattern];
    for (const { id, title } of deployKeys ?? []) {
      yield [id, title];
      yield [`${repository.id}/${id}`, title];
    }
    yield [repository.id, repository.name];
  }
}
