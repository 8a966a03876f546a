import { changeItem } from '#lib/domain/privilege/access/change-item.ts';
import { actorKey } from '#lib/domain/privilege/access/entry-settings.ts';
import type { AccessFacts, CloudRole, Organization, RunnerGroup } from '#lib/domain/privilege/access/facts.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import type { Known, Ruleset } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Safe } from '#lib/domain/privilege/access/safe-facts.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import type { GitlabFacts } from '#lib/domain/privilege/gitlab/facts.ts';
import { isGitlabSetting } from '#lib/domain/privilege/gitlab/setting.ts';
import { tightenGitlab } from '#lib/domain/privilege/gitlab/tighten-gitlab.ts';
import type { SafeRight } from '#lib/domain/privilege/safe-rights.ts';
import { pinToProject } from '#lib/domain/privilege/trust/pin-to-project.ts';
import { pinTrust } from '#lib/domain/privilege/trust/pin-trust.ts';
import { tightenRepository } from './tighten-repository.ts';

/** The facts as they would be with one setting tightened. What it does not touch stays the very same object. */
export function tighten(facts: AccessFacts, setting: Setting): AccessFacts {
  if (isGitlabSetting(setting)) {
    return facts.gitlab === null ? facts : { ...facts, gitlab: tightenGitlab(facts.gitlab, setting) };
  }
  switch (setting.kind) {
    case 'basePermission':
      return inOrganization(facts, { basePermission: 'read' });
    case 'propertiesLocked':
      return inOrganization(facts, { propertiesLocked: true });
    case 'membersCreate':
      return inOrganization(facts, { membersCreate: { public: false, private: false, internal: false } });
    case 'delegation':
      return inOrganization(facts, { apps: changeItem(facts.organization.apps, setting.app, { repositories: [] }) });
    case 'token':
      return inOrganization(facts, { tokens: changeItem(facts.organization.tokens, setting.token, { expired: true }) });
    case 'secretScope':
      return { ...facts, secrets: changeItem(facts.secrets, setting.secret, { scope: [] }) };
    case 'groupScope':
      return { ...facts, runnerGroups: changeItem(facts.runnerGroups, setting.group, { scope: [] }) };
    case 'groupPublic':
      return {
        ...facts,
        runnerGroups: changeItem<RunnerGroup>(facts.runnerGroups, setting.group, { allowsPublic: false }),
      };
    case 'groupWorkflows':
      return {
        ...facts,
        runnerGroups: changeItem<RunnerGroup>(facts.runnerGroups, setting.group, { restrictedToWorkflows: true }),
      };
    case 'enforcement':
      return inRuleset(facts, setting, () => ({ enforcement: 'active' }));
    case 'bypass':
      return inRuleset(facts, setting, (ruleset) => ({
        bypass: ruleset.bypass?.filter(({ actor }) => actorKey(actor) !== setting.actor) ?? null,
      }));
    case 'trust':
      return pinned(facts, setting);
    case 'dualControl':
      return { ...facts, safes: changeItem(facts.safes, setting.safe, { dualControl: true }) };
    case 'safeFree':
    case 'safeManager':
    case 'safeConfirmer':
      return withoutRight(facts, setting);
    case 'branchCreation':
    case 'branchReviews':
    case 'enforceAdmins':
    case 'robotApproval':
    case 'codeOwners':
    case 'deployKey':
    case 'grant':
    case 'secretToEnvironment':
    case 'environmentRefs':
    case 'selfReview':
    case 'environmentAdmins':
    case 'missingEnvironment':
    case 'foreignCode':
    case 'botName':
    case 'pinnedCall':
    case 'leak':
      return inRepository(facts, setting.repository, (repository) => tightenRepository(repository, setting));
  }
}

function inOrganization(facts: AccessFacts, change: Partial<Organization>): AccessFacts {
  return { ...facts, organization: { ...facts.organization, ...change } };
}

function inRepository(facts: AccessFacts, id: string, change: (repository: Repository) => Repository): AccessFacts {
  return {
    ...facts,
    repositories: facts.repositories.map((repository) => (repository.id === id ? change(repository) : repository)),
  };
}

function inRuleset(
  facts: AccessFacts,
  setting: { readonly repository: string | null; readonly ruleset: string },
  change: (ruleset: Ruleset) => Partial<Ruleset>,
): AccessFacts {
  const edit = (list: Known<readonly Ruleset[]>) =>
    list?.map((ruleset) => (ruleset.id === setting.ruleset ? { ...ruleset, ...change(ruleset) } : ruleset)) ?? null;
  if (setting.repository === null) return inOrganization(facts, { rulesets: edit(facts.organization.rulesets) });
  return inRepository(facts, setting.repository, (repository) => ({
    ...repository,
    rulesets: edit(repository.rulesets),
  }));
}

const RIGHT_OF = {
  safeFree: 'without confirmation',
  safeManager: 'manage members',
  safeConfirmer: 'confirm',
} as const satisfies Partial<Record<Setting['kind'], SafeRight>>;

function withoutRight(
  facts: AccessFacts,
  { kind, safe, member }: Extract<Setting, { kind: keyof typeof RIGHT_OF }>,
): AccessFacts {
  const change = (one: Safe): Partial<Safe> => ({
    members:
      one.members?.map((each) =>
        each.id === member ? { ...each, rights: each.rights.filter((right) => right !== RIGHT_OF[kind]) } : each,
      ) ?? null,
  });
  return { ...facts, safes: facts.safes?.map((one) => (one.id === safe ? { ...one, ...change(one) } : one)) ?? null };
}

/** A role that trusts one repository and one environment, which is made where it is missing and takes the default branch alone. */
function pinned(facts: AccessFacts, setting: Extract<Setting, { kind: 'trust' }>): AccessFacts {
  if (facts.gitlab !== null) return pinnedInGitlab(facts, facts.gitlab, setting);
  const chosen =
    facts.repositories.find(({ id }) => id === setting.repository) ??
    facts.repositories.find(({ deploys }) => deploys === true);
  if (chosen === undefined) return facts;
  const environment = (chosen.environments ?? []).find(({ name }) => /^prod/i.test(name))?.name ?? 'production';
  const change = (role: CloudRole): CloudRole =>
    role.id === setting.cloudRole && role.trust !== null
      ? { ...role, trust: pinTrust(role.trust, chosen.name, environment) }
      : role;
  const made = inRepository(facts, chosen.id, (repository) => {
    const known = repository.environments?.find(({ name }) => name === environment);
    return known === undefined
      ? tightenRepository(repository, { kind: 'missingEnvironment', repository: repository.id, environment })
      : known.refs === 'any'
        ? tightenRepository(repository, { kind: 'environmentRefs', repository: repository.id, environment: known.id })
        : repository;
  });
  return { ...made, cloudRoles: facts.cloudRoles?.map(change) ?? null };
}

/** A role that trusts the default branch of one project. */
function pinnedInGitlab(
  facts: AccessFacts,
  { projects }: GitlabFacts,
  setting: Extract<Setting, { kind: 'trust' }>,
): AccessFacts {
  const chosen =
    projects.find(({ id }) => id === setting.repository) ?? projects.find(({ deploys }) => deploys === true);
  if (chosen === undefined) return facts;
  const change = (role: CloudRole): CloudRole =>
    role.id === setting.cloudRole && role.trust !== null
      ? { ...role, trust: pinToProject(role.trust, chosen.name, chosen.defaultBranch ?? 'main') }
      : role;
  return { ...facts, cloudRoles: facts.cloudRoles?.map(change) ?? null };
}
