import type { App, Organization, Person, Team, Token } from '#lib/domain/privilege/access/facts.ts';
import type { Known, Ruleset } from '#lib/domain/privilege/access/rule-facts.ts';
import { and, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { type Answers, rowsOf } from '#lib/inventories/shared/answers.ts';
import { flagOf, idOf } from '#lib/inventories/shared/values.ts';
import { asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { NUMBERED_SINCE } from './numbered-since.ts';
import { readCustomRoles, readRoles } from './read-roles.ts';

/** What is set for the whole organization, and who is in it. What no section tells stays unknown. */
export function readOrganization(
  answers: Answers,
  { scope, collectedAt }: { readonly scope: string; readonly collectedAt: string },
  rulesets: Known<readonly Ruleset[]>,
): Organization {
  const own = answers.object('organization');
  const creates = own.members_can_create_repositories === false ? false : null;
  const create = (kind: string): Tri => creates ?? flagOf(own[`members_can_create_${kind}_repositories`]);
  const everywhere = asString(answers.object('actions_permissions').enabled_repositories);
  const forks = asString(answers.object('fork_pr_approval').approval_policy);
  return {
    ...{ id: 'org', name: scope, number: idOf(own.id), immutableSubjects: collectedAt >= NUMBERED_SINCE },
    basePermission: baseOf(own.default_repository_permission),
    membersCreate: { public: create('public'), private: create('private'), internal: create('internal') },
    membersForkPrivate: flagOf(own.members_can_fork_private_repositories),
    actionsEverywhere: everywhere === null ? null : everywhere === 'all',
    robotApproves: flagOf(answers.object('workflow_permissions').can_approve_pull_request_reviews),
    outsidersNeedApproval: forks === null ? null : forks === 'all_external_contributors',
    privateForksRun: flagOf(answers.object('fork_pr_private').run_workflows_from_fork_pull_requests),
    forksGetWriteTokens: flagOf(answers.object('fork_pr_private').send_write_tokens_to_workflows),
    propertiesLocked: readLock(answers),
    customRoles: readCustomRoles(answers),
    roles: readRoles(answers),
    people: readPeople(answers),
    teams: readTeams(answers),
    apps: answers.list('installations')?.map(appOf) ?? null,
    tokens: readTokens(answers),
    rulesets,
  };
}

/** Whether values of all properties are set by the organization alone. */
function readLock(answers: Answers): Tri {
  const schema = answers.list('custom_property_schema');
  return schema === null ? null : schema.every((row) => row.values_editable_by === 'org_actors');
}

function baseOf(value: unknown): Organization['basePermission'] {
  return value === 'none' || value === 'read' || value === 'write' || value === 'admin' ? value : null;
}

function readPeople(answers: Answers): Known<Person[]> {
  const members = answers.list('members');
  const admins = answers.list('admins');
  if (members === null || admins === null) return null;
  const owners = new Set(admins.map(({ id }) => idOf(id)));
  const outside = answers.list('outside_collaborators') ?? [];
  const kinds = [
    ...[...members, ...admins].map((row) => ({
      row,
      kind: owners.has(idOf(row.id)) ? ('owner' as const) : ('member' as const),
    })),
    ...outside.map((row) => ({ row, kind: 'outside' as const })),
  ];
  const people = new Map<string, Person>();
  for (const { row, kind } of kinds) {
    const id = `user:${idOf(row.id) ?? ''}`;
    if (!people.has(id)) people.set(id, { id, name: asString(row.login) ?? id, kind });
  }
  return [...people.values()];
}

function readTeams(answers: Answers): Known<Team[]> {
  return (
    answers.list('teams')?.map((row) => {
      const slug = asString(row.slug) ?? '';
      const members = rowsOf(answers.about('team_members', slug));
      const parent = idOf(asRecord(row.parent).id);
      return {
        ...{ id: `team:${idOf(row.id) ?? slug}`, name: slug, parent: parent === null ? null : `team:${parent}` },
        members: members?.map(({ id }) => `user:${idOf(id) ?? ''}`) ?? null,
      };
    }) ?? null
  );
}

function appOf(row: Json): App {
  return {
    ...{ id: `app:${idOf(row.app_id) ?? idOf(row.id) ?? ''}`, name: asString(row.app_slug) ?? 'app' },
    ...delegated(row.permissions, row.repository_selection),
    suspended: 'suspended_at' in row ? row.suspended_at !== null : null,
    vendor: null,
  };
}

/** Tokens of which GitHub tells what they may do; without that list nobody knows what tokens there are. */
function readTokens(answers: Answers): Known<Token[]> {
  return (
    answers.list('personal_access_tokens')?.map((row) => ({
      ...{ id: `token:${idOf(row.id) ?? idOf(row.token_id) ?? ''}`, name: asString(row.token_name) ?? 'token' },
      owner: `user:${idOf(asRecord(row.owner).id) ?? ''}`,
      ...delegated(asRecord(row.permissions).repository ?? row.permissions, row.repository_selection),
      expired: flagOf(row.token_expired),
    })) ?? null
  );
}

/** A permission that is not named is not given; of chosen repositories GitHub names none here. */
function delegated(
  permissions: unknown,
  selection: unknown,
): Pick<App, 'repositories' | 'writesCode' | 'writesWorkflows' | 'administers'> {
  const may = (name: string): Tri => (isRecord(permissions) ? permissions[name] === 'write' : null);
  return {
    repositories: selection === 'all' ? 'all' : selection === 'none' ? [] : null,
    writesCode: may('contents'),
    writesWorkflows: and(may('contents'), may('workflows')),
    administers: may('administration'),
  };
}
