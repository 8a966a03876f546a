import type { ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import type {
  GitlabApprovals,
  GitlabEnvironment,
  GitlabJobTokens,
  GitlabKey,
  GitlabProject,
  GitlabVariable,
} from '#lib/domain/privilege/gitlab/facts.ts';
import { DEFAULT_SUBJECT } from '#lib/domain/privilege/trust/gitlab-claims.ts';
import { matchesWildcard } from '#lib/domain/privilege/trust/wildcard.ts';
import { rowsOf } from '#lib/inventories/shared/answers.ts';
import { flagOf, idOf } from '#lib/inventories/shared/values.ts';
import { asNumber, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { GitlabAnswers } from './answers.ts';
import { isOver, membersOf, type Names, sharesOf, tokensOf } from './read-members.ts';
import { branchRules, environmentRule, type GroupId, tagRules } from './read-rules.ts';

export interface ProjectSource {
  readonly answers: GitlabAnswers;
  readonly now: string;
  readonly names: Names;
  readonly groupId: GroupId;
  readonly production: ProductionPatterns;
}

/** What is known of one project. */
export function readProject(source: ProjectSource, row: Json, group: string): GitlabProject {
  const { answers, now, names, groupId } = source;
  const of = { number: idOf(row.id) ?? '', path: asString(row.path_with_namespace) ?? '' };
  const id = `repo:${of.number}`;
  const rows = (section: string) => answers.rows(section, of);
  const branches = branchRules(rows('protected_branches'), groupId);
  const environments = environmentsOf(source, id, rows('environments'), rows('protected_environments'));
  return {
    ...{ id, name: of.path, group, visibility: asString(row.visibility), archived: flagOf(row.archived) },
    defaultBranch: asString(row.default_branch),
    deploys: deploysBy(source.production, environments),
    jobs: featureOf(row, 'builds_access_level') ?? flagOf(row.jobs_enabled),
    forks: featureOf(row, 'forking_access_level'),
    forkPipelines: flagOf(row.ci_allow_fork_pipelines_to_run_in_parent_project),
    selfApproval: flagOf(row.allow_pipeline_trigger_approve_deployment),
    members: membersOf(rows('project_members'), now, names),
    shares: sharesOf(row.shared_with_groups, now, groupId),
    tokens: tokensOf(rows('project_access_tokens'), now),
    keys: keysOf(rows('deploy_keys'), now),
    branches,
    tags: tagRules(rows('protected_tags'), groupId),
    approvals: approvalsOf(answers.about('approvals', of), rows('approval_rules'), branches),
    environments,
    variables: variablesOf(rows('project_variables'), id, null),
    jobTokens: jobTokensOf(source, row, of),
    // Older ones have no such setting.
    subjectClaims: Array.isArray(row.ci_id_token_sub_claim_components)
      ? asStrings(row.ci_id_token_sub_claim_components)
      : DEFAULT_SUBJECT,
  };
}

/** `enabled`, or `private`: for members alone. */
function featureOf(row: Json, name: string): Tri {
  const value = asString(row[name]);
  return value === null ? null : value !== 'disabled';
}

function deploysBy({ environments: patterns }: ProductionPatterns, list: Known<readonly GitlabEnvironment[]>): Tri {
  const isNamed = (name: string) =>
    patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), name.toLowerCase()));
  return list?.some(({ name, tier }) => tier === 'production' || isNamed(name)) ?? null;
}

function keysOf(rows: readonly Json[] | null, now: string): Known<readonly GitlabKey[]> {
  return (
    rows?.flatMap((row): GitlabKey[] => {
      const number = idOf(row.id);
      return number === null || isOver(row, now)
        ? []
        : [{ id: `deploy_key:${number}`, title: asString(row.title) ?? `key ${number}`, writes: flagOf(row.can_push) }];
    }) ?? null
  );
}

function approvalsOf(
  answer: unknown,
  rules: readonly Json[] | null,
  branches: GitlabProject['branches'],
): GitlabApprovals {
  const settings = isRecord(answer) ? asRecord(answer) : {};
  const committers = flagOf(settings.merge_requests_disable_committers_approval);
  const before = asNumber(settings.approvals_before_merge);
  const counted = rules?.filter(({ rule_type }) => rule_type !== 'code_owner' && rule_type !== 'report_approver');
  return {
    required: requiredBy(counted ?? null, before ?? 0, branches),
    authorApproves: flagOf(settings.merge_requests_author_approval),
    committersApprove: committers === null ? null : !committers,
    resetOnPush: flagOf(settings.reset_approvals_on_push),
  };
}

/** How many approvals each protected branch asks for; null: not told, or some ask for more than others. */
function requiredBy(rules: readonly Json[] | null, before: number, branches: GitlabProject['branches']): Known<number> {
  const asked = rules?.map((row) => asNumber(row.approvals_required)) ?? null;
  if (rules === null || asked === null || asked.includes(null)) return null;
  const isEverywhere = (row: Json): boolean => {
    if (row.protected_branches === undefined || row.applies_to_all_protected_branches === true) return true;
    const named = rowsOf(row.protected_branches)?.map(({ name }) => name);
    return named?.length === 0 || (branches?.every(({ pattern }) => named?.includes(pattern)) ?? false);
  };
  const everywhere = Math.max(before, ...asked.map((count, at) => (isEverywhere(rules[at] ?? {}) ? (count ?? 0) : 0)));
  return asked.every((count) => (count ?? 0) <= everywhere) ? everywhere : null;
}

function environmentsOf(
  { groupId }: ProjectSource,
  project: string,
  rows: readonly Json[] | null,
  guarded: readonly Json[] | null,
): Known<readonly GitlabEnvironment[]> {
  if (rows === null) return null;
  const rules = new Map((guarded ?? []).map((row) => [asString(row.name)?.toLowerCase() ?? '', row]));
  const found = new Map<string, GitlabEnvironment>();
  const add = (name: string, tier: string | null) => {
    const key = name.toLowerCase();
    const row = rules.get(key);
    const rule = guarded === null ? null : row === undefined ? 'none' : environmentRule(row, groupId);
    if (!found.has(key)) found.set(key, { id: `${project}/environment:${key}`, name, tier, rule });
  };
  for (const row of rows) {
    const name = asString(row.name);
    if (name !== null && row.state !== 'stopped') add(name, asString(row.tier));
  }
  // One that nobody deployed to yet is protected all the same.
  for (const row of guarded ?? []) add(asString(row.name) ?? '', null);
  return [...found.values()].filter(({ name }) => name !== '');
}

/** The same name may be set once for each environment: each is a variable of its own. */
export function variablesOf(
  rows: readonly Json[] | null,
  home: string,
  group: string | null,
): Known<readonly GitlabVariable[]> {
  return (
    rows?.flatMap((row): GitlabVariable[] => {
      const name = asString(row.key);
      const environments = asString(row.environment_scope);
      if (name === null) return [];
      const id = `${home}/secret:${name}${environments === null || environments === '*' ? '' : `@${environments}`}`;
      return [{ id, name, group, protectedOnly: flagOf(row.protected), environments, projects: 'all' }];
    }) ?? null
  );
}

function jobTokensOf(
  { answers, groupId }: ProjectSource,
  row: Json,
  of: { number: string; path: string },
): GitlabJobTokens {
  const scope = answers.about('job_token_scope', of);
  const ids = (section: string, make: (number: string) => string): Known<readonly string[]> => {
    const read = answers.rows(section, of)?.map((each) => idOf(each.id));
    return read === undefined || read.includes(null) ? null : read.map((number) => make(number ?? ''));
  };
  return {
    limited: isRecord(scope) ? flagOf(scope.inbound_enabled) : null,
    projects: ids('job_token_projects', (number) => `repo:${number}`),
    groups: ids('job_token_groups', groupId),
    push: flagOf(row.ci_push_repository_for_job_token_allowed),
  };
}
