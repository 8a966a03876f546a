import { changeItem } from '#lib/domain/privilege/access/change-item.ts';
import type { Environment, Repository, Workflow } from '#lib/domain/privilege/access/repository-facts.ts';
import type { Ruleset } from '#lib/domain/privilege/access/rule-facts.ts';
import { unreadRulesets } from '#lib/domain/privilege/access/rulesets-for.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';

/** Settings that belong to one repository. */
export type RepositorySetting = Extract<
  Setting,
  {
    kind:
      | 'branchCreation'
      | 'branchReviews'
      | 'enforceAdmins'
      | 'robotApproval'
      | 'codeOwners'
      | 'deployKey'
      | 'grant'
      | 'secretToEnvironment'
      | 'environmentRefs'
      | 'selfReview'
      | 'environmentAdmins'
      | 'missingEnvironment'
      | 'foreignCode'
      | 'botName'
      | 'pinnedCall'
      | 'leak';
  }
>;

/** A repository as it would be with one of its settings tightened. */
export function tightenRepository(repository: Repository, setting: RepositorySetting): Repository {
  switch (setting.kind) {
    case 'branchCreation':
      return withRuleset(repository, {
        ...RULESET,
        id: 'new: creation',
        creation: true,
        refs: { include: ['~ALL'], exclude: [] },
      });
    case 'branchReviews':
      return withRuleset(repository, {
        ...RULESET,
        id: `new: reviews of ${setting.branch}`,
        refs: { include: [`refs/heads/${setting.branch}`], exclude: [] },
        reviews: { approvals: 1, codeOwners: false, lastPush: true, dismissStale: true },
      });
    case 'enforceAdmins':
      return { ...repository, branchRules: changeItem(repository.branchRules, setting.rule, { enforceAdmins: true }) };
    case 'robotApproval':
      return { ...repository, robotApproves: false };
    case 'codeOwners':
      return { ...repository, codeOwners: withOwners(repository) };
    case 'deployKey':
      return { ...repository, deployKeys: changeItem(repository.deployKeys, setting.key, { readOnly: true }) };
    case 'grant':
      return {
        ...repository,
        grants:
          repository.grants?.filter(
            ({ holder, role }) => `${holder.kind}:${holder.id}` !== setting.holder || role !== setting.role,
          ) ?? null,
      };
    case 'leak':
      return { ...repository, leaks: changeItem(repository.leaks, setting.leak, { active: false }) };
    case 'foreignCode':
      return inWorkflow(repository, setting.workflow, () => ({ runsForeignCode: false }));
    case 'botName':
      return inWorkflow(repository, setting.workflow, () => ({ trustsBotName: false }));
    case 'pinnedCall':
      return inWorkflow(repository, setting.workflow, ({ calls }) => ({
        calls: calls.map((call) => ({ ...call, branch: null })),
      }));
    case 'secretToEnvironment':
      return { ...repository, secrets: repository.secrets?.filter(({ id }) => id !== setting.secret) ?? null };
    case 'environmentRefs':
      return inEnvironment(repository, setting.environment, { refs: onlyDefault(repository) });
    case 'selfReview':
      return inEnvironment(repository, setting.environment, { preventSelfReview: true });
    case 'environmentAdmins':
      return inEnvironment(repository, setting.environment, { adminsBypass: false });
    case 'missingEnvironment':
      return {
        ...repository,
        // Where environments were not read nobody knows that this one is missing.
        environments:
          repository.environments === null
            ? null
            : [...repository.environments, environmentOf(repository, setting.environment)],
      };
  }
}

/** What a ruleset is made of that lets nobody by. */
const RULESET: Ruleset = {
  ...{
    id: '',
    name: '',
    level: 'repository',
    target: 'branch',
    enforcement: 'active',
    refs: null,
    repositories: { by: 'all' },
  },
  ...{ creation: false, update: false, mergeQueue: false, reviews: 'none', restrictedPaths: [], bypass: [] },
};

/** Rulesets that were not read stay unread: one more is certain, what else there is is not. */
function withRuleset(repository: Repository, ruleset: Ruleset): Repository {
  return { ...repository, rulesets: [...(repository.rulesets ?? unreadRulesets('repository')), ruleset] };
}

function inEnvironment(repository: Repository, id: string, part: Partial<Environment>): Repository {
  return { ...repository, environments: changeItem(repository.environments, id, part) };
}

function inWorkflow(repository: Repository, path: string, part: (workflow: Workflow) => Partial<Workflow>): Repository {
  const workflows = repository.workflows?.map((workflow) =>
    workflow.path === path ? { ...workflow, ...part(workflow) } : workflow,
  );
  return { ...repository, workflows: workflows ?? null };
}

function onlyDefault({ defaultBranch }: Repository): Environment['refs'] {
  return [{ kind: 'branch', pattern: defaultBranch ?? 'main' }];
}

function environmentOf(repository: Repository, name: string): Environment {
  return {
    ...{ id: `new: ${name}`, name, refs: onlyDefault(repository), reviewers: [] },
    ...{ preventSelfReview: true, adminsBypass: false, secrets: [], rulesIgnored: false },
  };
}

/** Owners of everything, or else those who administer the repository, own files of workflows and the list itself. */
function withOwners({ codeOwners, grants }: Repository): Repository['codeOwners'] {
  const known = codeOwners?.findLast(({ pattern }) => pattern === '*')?.owners;
  const admins = (grants ?? [])
    .filter(({ role }) => role === 'admin' || role === 'maintain')
    .map(({ holder }) => ({ kind: holder.kind, id: holder.id }));
  const owners = known !== undefined && known.length > 0 ? known : admins;
  return [...(codeOwners ?? []), { pattern: '/.github/', owners }];
}
