import type {
  AccessFacts,
  OrganizationSecret,
  ProductionPatterns,
  RunnerGroup,
  Scope,
} from '#lib/domain/privilege/access/facts.ts';
import type { Grant } from '#lib/domain/privilege/access/repository-facts.ts';
import type { Known, Ruleset } from '#lib/domain/privilege/access/rule-facts.ts';
import type { WorkflowFiles } from '#lib/domain/privilege/access/workflows-of.ts';
import { matchesWildcard } from '#lib/domain/privilege/trust/wildcard.ts';
import { type AnsweredSection, type Answers, rowsOf } from '#lib/inventories/shared/answers.ts';
import { flagOf, idOf } from '#lib/inventories/shared/values.ts';
import { asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { githubAnswers } from './answers.ts';
import type { Names } from './read-actors.ts';
import { readOrganization } from './read-organization.ts';
import { readRepository, roleOf, secretOf } from './read-repository.ts';
import { rulesetOf } from './read-rules.ts';

export interface AccessSource {
  readonly scope: string;
  /** When it was collected, as ISO 8601. */
  readonly collectedAt: string;
  readonly sections: ReadonlyMap<string, AnsweredSection>;
  /** By full name in lower case: what the workflow files of a repository were found to do. */
  readonly workflows: ReadonlyMap<string, WorkflowFiles>;
  readonly production: ProductionPatterns;
}

/** Facts of access from GitHub's own answers. What was not answered is unknown, never empty. */
export function readAccessFacts(source: AccessSource): AccessFacts {
  const { sections, workflows, production } = source;
  const answers = githubAnswers(sections);
  const rows = answers.list('repositories') ?? [];
  const rulesets = new Map(
    rows.map((row) => [asString(row.full_name) ?? '', rulesetsAbout(answers, asString(row.full_name) ?? '')]),
  );
  const organization = readOrganization(answers, source, sharedRulesets([...rulesets.values()]));
  const names = namesOf(organization);
  const teamGrants = readTeamGrants(answers);
  const isProduction = (name: string) =>
    production.environments.some((pattern) => matchesWildcard(pattern.toLowerCase(), name.toLowerCase()));
  const enabled = asString(answers.object('actions_permissions').enabled_repositories);
  const actions = enabled === 'all' ? true : enabled === 'none' ? false : null;
  return {
    organization,
    repositories: rows.map((row) => {
      const name = asString(row.full_name) ?? '';
      const own = rulesets.get(name)?.filter(({ level }) => level === 'repository') ?? null;
      return readRepository(answers, row, {
        ...{ names, teamGrants, actions, isProduction },
        rulesets: own,
        workflows: workflows.get(name.toLowerCase()) ?? null,
      });
    }),
    secrets: answers.list('organization_secrets')?.flatMap(organizationSecret) ?? null,
    runnerGroups: readRunnerGroups(answers),
    ...{ cloudRoles: null, unreadClouds: [], safes: [], gitlab: null },
    production,
  };
}

function rulesetsAbout(answers: Answers, repository: string): Known<Ruleset[]> {
  const rows = rowsOf(answers.about('rulesets', repository));
  const read = rows?.map(rulesetOf) ?? null;
  return read === null || read.includes(null) ? null : read.filter((ruleset) => ruleset !== null);
}

/** Rulesets above repositories come with each that they are about: known where every repository answered. */
function sharedRulesets(lists: readonly Known<readonly Ruleset[]>[]): Known<Ruleset[]> {
  if (lists.includes(null)) return null;
  const all = lists.flatMap((list) => list ?? []).filter(({ level }) => level !== 'repository');
  return [...new Map(all.map((ruleset) => [ruleset.id, ruleset])).values()];
}

function namesOf({ people, teams }: AccessFacts['organization']): Names {
  const logins = new Map((people ?? []).map(({ id, name }) => [name.toLowerCase(), id]));
  const slugs = new Map((teams ?? []).map(({ id, name }) => [name.toLowerCase(), id]));
  return {
    person: (login) => logins.get(login.toLowerCase()) ?? null,
    team: (slug) => slugs.get(slug.toLowerCase()) ?? null,
  };
}

function readTeamGrants(answers: Answers): Known<Map<string, Grant[]>> {
  const found = new Map<string, Grant[]>();
  const teams = answers.list('teams');
  if (teams === null) return null;
  for (const team of teams) {
    const slug = asString(team.slug) ?? '';
    const rows = rowsOf(answers.about('team_repositories', slug));
    if (rows === null) return null;
    for (const row of rows) {
      const repository = `repo:${idOf(row.id) ?? ''}`;
      const role = roleOf(row);
      if (role === null) return null;
      found.set(repository, [
        ...(found.get(repository) ?? []),
        { holder: { kind: 'team', id: `team:${idOf(team.id) ?? slug}` }, role },
      ]);
    }
  }
  return found;
}

function organizationSecret(row: Json): OrganizationSecret[] {
  return secretOf('org', asString(row.name)).map((secret) => ({ ...secret, scope: scopeOf(row) }));
}

/** Which repositories were chosen is another call: unknown unless its answer is there. */
function scopeOf(row: Json): Known<Scope> {
  if (row.visibility === 'all' || row.visibility === 'private') return row.visibility;
  const chosen = rowsOf(row.selected_repositories);
  return chosen?.map(({ id }) => `repo:${idOf(id) ?? ''}`) ?? null;
}

function readRunnerGroups(answers: Answers): Known<RunnerGroup[]> {
  const runners = answers.list('runners');
  return (
    answers.list('runner_groups')?.map((row) => {
      const number = idOf(row.id) ?? '';
      const own = runners?.filter((runner) => idOf(runner.runner_group_id) === number) ?? null;
      const ephemeral = own?.map((runner) => flagOf(asRecord(runner).ephemeral)) ?? [null];
      return {
        ...{
          id: `org/runner_group:${number}`,
          name: asString(row.name) ?? '',
          scope: scopeOf(row),
          allowsPublic: flagOf(row.allows_public_repositories),
        },
        restrictedToWorkflows: flagOf(row.restricted_to_workflows),
        // Without a machine there is none to stay on.
        ephemeral: ephemeral.includes(false) ? false : ephemeral.includes(null) ? null : true,
      };
    }) ?? null
  );
}
