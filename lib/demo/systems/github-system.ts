import { addDays } from '#lib/domain/time.ts';
import { COMPANY, type DemoRepository, REPOSITORIES } from '../company.ts';
import { LABELS, PEOPLE, TEAMS } from '../people.ts';
import { SCHEMA, type SystemMoment, type SystemReport } from './system-report.ts';

type Row = Record<string, unknown>;

const ok = (data: unknown): Row => ({ status: 'ok', data });
const loginOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-').replaceAll('í', 'i');
const LOGINS = PEOPLE.map(({ name }) => loginOf(name));
const person = (login: string): Row => ({ login, id: 9100 + LOGINS.indexOf(login), type: 'User' });

const BOT = { login: 'harborlight-release-bot', id: 9190, type: 'User' };
export const CONTRACTOR = { login: 'northwind-contractor', id: 9191, type: 'User' };
/** Has everything of payments in one hand: pushes to its main branch and deploys it, and nobody has to look. */
const ALONE = 'legacy-billing';
const OWNERS = ['ines-calder', 'tomasz-wilk'];
/** Becomes an owner in the second picture, for a migration; administers a repository in the third. */
const NEW_OWNER = 'lucia-ferrer';
const NEW_ADMIN = 'haruto-mori';
const NEWLY_ADMINISTERED = 'payments';
/** Administers a repository until a review takes that away, between the second picture and the third. */
export const FORMER_ADMIN = { login: 'noor-van-dijk', repository: 'checkout-api' };

/** What GitHub says of the demo's organization. */
export function githubSystem(moment: SystemMoment): SystemReport {
  const { at, picture, repositories } = moment;
  const owners = picture > 1 ? [...OWNERS, NEW_OWNER] : OWNERS;
  const everybody = [...LOGINS.map(person), BOT];
  const document = {
    ...{ schema: SCHEMA, source: 'github', scope: COMPANY, collected_at: at.toISOString(), collector: 'demo' },
    sections: {
      organization: ok({
        id: 9001,
        default_repository_permission: 'read',
        two_factor_requirement_enabled: true,
        members_can_create_repositories: false,
        members_can_fork_private_repositories: false,
      }),
      members: ok(everybody),
      admins: ok(owners.map(person)),
      members_mfa: ok(
        everybody.map(({ login, id }) => ({ hasTwoFactorEnabled: true, node: { login, databaseId: id } })),
      ),
      outside_collaborators: ok([CONTRACTOR]),
      owners: ok([{ account: BOT.login, owner: 'ines-calder' }]),
      audit_log: ok(owners.map((actor) => ({ actor, data: [{ '@timestamp': addDays(at, -1).getTime(), actor }] }))),
      ...teams(repositories),
      ...ofRepositories(moment),
      ...ofOrganization(moment),
    },
  };
  return { source: 'github', scope: COMPANY, at, document };
}

/** Teams of GitHub are those of Plumbline. */
function teams(repositories: readonly DemoRepository[]): Row {
  const named = (names: readonly string[]) =>
    repositories.filter(({ name }) => names.includes(name.slice(COMPANY.length + 1)));
  return {
    teams: ok(TEAMS.map(({ slug }, index) => ({ id: 9200 + index, slug, parent: null }))),
    team_members: ok(
      TEAMS.map(({ slug }) => ({
        team: slug,
        data: PEOPLE.filter((each) => each.teams.includes(slug)).map(({ name }) => person(loginOf(name))),
      })),
    ),
    team_repositories: ok(
      TEAMS.map(({ slug, byHand, byCodeOwners }) => ({
        team: slug,
        data: named([...byHand, ...byCodeOwners]).map((repository) => ({
          ...{ id: idOf(repository), full_name: repository.name, role_name: 'write' },
        })),
      })),
    ),
  };
}

const idOf = (repository: DemoRepository): number => 9010 + REPOSITORIES.indexOf(repository);
const shortOf = ({ name }: DemoRepository): string => name.slice(COMPANY.length + 1);
/** Deploys: has pipelines up to its release. */
const deploys = ({ pipelines }: DemoRepository): boolean => pipelines === 3;

function ofRepositories({ picture, repositories, days }: SystemMoment): Row {
  const each = (data: (repository: DemoRepository) => unknown): Row =>
    ok(repositories.map((repository) => ({ repo: repository.name, status: 'ok', data: data(repository) })));
  const isAlone = (repository: DemoRepository): boolean => shortOf(repository) === ALONE;
  return {
    repositories: ok(
      repositories.map((repository) => ({
        ...{ id: idOf(repository), full_name: repository.name, archived: false, default_branch: 'main' },
        visibility: repository.exposure === 'nonprod' ? 'public' : 'private',
      })),
    ),
    collaborators: each((repository) => [
      ...(isAlone(repository) ? [{ ...CONTRACTOR, role_name: 'admin' }] : []),
      ...(picture < 3 && shortOf(repository) === FORMER_ADMIN.repository
        ? [{ ...person(FORMER_ADMIN.login), role_name: 'admin' }]
        : []),
      ...(picture > 2 && shortOf(repository) === NEWLY_ADMINISTERED
        ? [{ ...person(NEW_ADMIN), role_name: 'admin' }]
        : []),
    ]),
    deploy_keys: each((repository) => (isAlone(repository) ? [deployKey(days)] : [])),
    branch_protection: each(() => null),
    branch_protection_rules: each(() => []),
    branches: each(() => [{ name: 'main', protected: false }]),
    repository_actions: each(() => ({ enabled: true, allowed_actions: 'selected' })),
    repository_workflow_permissions: each(() => ({ can_approve_pull_request_reviews: false })),
    oidc_subject: each(() => ({ use_default: true, use_immutable_subject: false })),
    branch_rules: each((repository) => (isAlone(repository) ? [] : RULES)),
    rulesets: each((repository) => (isAlone(repository) ? [] : [RULESET])),
    codeowners: each((repository) => (isAlone(repository) ? null : `/.github/ @${COMPANY}/platform\n`)),
    environments: each((repository) => {
      const environments = deploys(repository) ? [staging(), production(isAlone(repository))] : [];
      return { total_count: environments.length, environments };
    }),
    deployment_branch_policies: each((repository) =>
      deploys(repository) && !isAlone(repository)
        ? [{ environment: 'production', id: 9406, name: 'main', type: 'branch' }]
        : [],
    ),
    environment_secrets: each((repository) =>
      deploys(repository)
        ? ['staging', 'production'].map((environment) => ({
            // Both tiers of the one have the same.
            name: isAlone(repository) ? 'CLOUD_KEY' : `CLOUD_ROLE_${environment.toUpperCase()}`,
            ...{ environment, created_at: days(300), updated_at: days(60) },
          }))
        : [],
    ),
    repository_secrets: each((repository) => {
      const secrets = (LABELS[shortOf(repository)] ?? []).includes('pci')
        ? [{ name: 'PAYMENT_PROVIDER_KEY', created_at: days(700), updated_at: days(120) }]
        : [];
      return { total_count: secrets.length, secrets };
    }),
  };
}

const RULES: readonly Row[] = [
  { type: 'deletion', ruleset_id: 9301 },
  { type: 'non_fast_forward', ruleset_id: 9301 },
  {
    ...{ type: 'pull_request', ruleset_id: 9301 },
    parameters: {
      ...{ required_approving_review_count: 1, require_code_owner_review: true },
      ...{ require_last_push_approval: true, dismiss_stale_reviews_on_push: true },
    },
  },
];

const RULESET: Row = {
  ...{ id: 9301, name: 'main', target: 'branch', source_type: 'Organization', source: COMPANY, enforcement: 'active' },
  conditions: {
    ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] },
    repository_name: { include: ['~ALL'], exclude: [ALONE] },
  },
  bypass_actors: [],
  rules: RULES.map(({ ruleset_id: _, ...rule }) => rule),
};

const staging = (): Row => ({ id: 9401, name: 'staging', protection_rules: [], deployment_branch_policy: null });

const production = (isAlone: boolean): Row =>
  isAlone
    ? { id: 9402, name: 'production', can_admins_bypass: true, protection_rules: [], deployment_branch_policy: null }
    : {
        ...{ id: 9403, name: 'production', can_admins_bypass: false },
        protection_rules: [
          {
            ...{ id: 9404, type: 'required_reviewers', prevent_self_review: true },
            reviewers: [{ type: 'Team', reviewer: { id: 9203, slug: 'platform' } }],
          },
          { id: 9405, type: 'branch_policy' },
        ],
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      };

const deployKey = (days: SystemMoment['days']): Row => ({
  ...{ id: 9501, title: 'old build server', read_only: false, enabled: true, verified: true, added_by: 'ines-calder' },
  ...{ created_at: days(900), last_used: days(1) },
});

function ofOrganization({ picture, days }: SystemMoment): Row {
  return {
    organization_secrets: ok({
      total_count: 2,
      secrets: [
        { name: 'REGISTRY_PUSH', created_at: days(400), updated_at: days(50), visibility: 'private' },
        // Older than a year from the second picture on.
        { name: 'CARRIER_SIGNING_KEY', created_at: days(800), updated_at: days(376), visibility: 'selected' },
      ],
    }),
    runners: ok({
      total_count: 2,
      runners: [
        { id: 9601, name: 'deploy-1', os: 'linux', ephemeral: false, runner_group_id: 9701 },
        { id: 9602, name: 'build', os: 'linux', ephemeral: true, runner_group_id: 9702 },
      ],
    }),
    runner_groups: ok({
      total_count: 2,
      runner_groups: [
        { id: 9701, name: 'deployment', visibility: 'all', allows_public_repositories: picture > 1 },
        { id: 9702, name: 'builds', visibility: 'all', allows_public_repositories: false },
      ],
    }),
    actions_permissions: ok({ enabled_repositories: 'all', allowed_actions: 'selected', sha_pinning_required: false }),
    workflow_permissions: ok({ default_workflow_permissions: 'read', can_approve_pull_request_reviews: false }),
    fork_pr_private: ok({ run_workflows_from_fork_pull_requests: false, send_write_tokens_to_workflows: false }),
    custom_repository_roles: ok({ total_count: 0, custom_roles: [] }),
    organization_roles: ok({ total_count: 0, roles: [] }),
    custom_property_schema: ok([]),
    fork_pr_approval: ok({ approval_policy: 'first_time_contributors' }),
    installations: ok({
      total_count: 1,
      installations: [
        {
          ...{ id: 9801, app_slug: 'parcel-preview', repository_selection: 'all', suspended_at: null },
          ...{ permissions: { contents: 'read', pull_requests: 'write' }, updated_at: days(200) },
        },
      ],
    }),
    personal_access_tokens: ok([
      {
        ...{ id: 9901, owner: person('noor-van-dijk'), repository_selection: 'selected', token_name: 'release notes' },
        permissions: { repository: { contents: 'read' } },
        ...{ access_granted_at: days(40), token_expires_at: days(-50), token_last_used_at: days(2) },
      },
    ]),
    credential_authorizations: ok([]),
    hooks: ok([
      {
        ...{ id: 9951, active: true },
        config: { url: `https://hooks.${COMPANY}.example/builds`, insecure_ssl: '0', secret: '********' },
      },
    ]),
  };
}
