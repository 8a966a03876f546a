import type {
  CodeOwnerLine,
  DeployKey,
  Environment,
  Grant,
  RefPolicy,
  Repository,
  Secret,
} from '#lib/domain/privilege/access/repository-facts.ts';
import type { Actor, Known, Ruleset } from '#lib/domain/privilege/access/rule-facts.ts';
import type { WorkflowFiles } from '#lib/domain/privilege/access/workflows-of.ts';
import { type Answers, rowsOf } from '#lib/inventories/shared/answers.ts';
import { flagOf, idOf } from '#lib/inventories/shared/values.ts';
import { asArray, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { NUMBERED_SINCE } from './numbered-since.ts';
import { type Names, reviewersOf } from './read-actors.ts';
import { readBranchRules } from './read-rules.ts';

/** What one repository needs beside GitHub's answers about it. */
export interface Surroundings {
  readonly names: Names;
  /** Grants to teams, by repository id; null where a team gave no answer. */
  readonly teamGrants: Known<ReadonlyMap<string, readonly Grant[]>>;
  /** Rulesets of repositories, by name; those of the organization are told apart. */
  readonly rulesets: Known<readonly Ruleset[]>;
  readonly actions: boolean | null;
  /** Whether an environment of this name is production's. */
  readonly isProduction: (name: string) => boolean;
  /** What its workflow files were found to do; null where they were not read. */
  readonly workflows: Known<WorkflowFiles>;
}

export function readRepository(answers: Answers, row: Json, around: Surroundings): Repository {
  const name = asString(row.full_name) ?? '';
  const number = idOf(row.id);
  const id = `repo:${number ?? name}`;
  const defaultBranch = asString(row.default_branch);
  const environments = readEnvironments(answers, id, name);
  return {
    ...{ id, number, name, defaultBranch, visibility: visibilityOf(row), archived: flagOf(row.archived) },
    branches: rowsOf(answers.about('branches', name))?.flatMap((branch) => asString(branch.name) ?? []) ?? null,
    actions: around.actions === false ? false : flagOf(asRecord(answers.about('repository_actions', name)).enabled),
    allowForking: flagOf(row.allow_forking),
    robotApproves: flagOf(
      asRecord(answers.about('repository_workflow_permissions', name)).can_approve_pull_request_reviews,
    ),
    grants: readGrants(answers, id, name, around.teamGrants),
    deployKeys: readKeys(answers, name),
    branchRules: readBranchRules(answers, name, defaultBranch),
    rulesets: around.rulesets,
    environments,
    secrets: readSecrets(answers, id, name),
    ...{ workflows: around.workflows?.files ?? null, moreWorkflows: around.workflows?.whole === true ? false : null },
    codeOwners: readCodeOwners(answers.about('codeowners', name), around.names),
    ...{ properties: propertiesOf(row.custom_properties), leaks: null },
    ...subjectOf(answers.about('oidc_subject', name), row),
    deploys: environments?.some((each) => around.isProduction(each.name)) ?? null,
  };
}

function visibilityOf(row: Json): Repository['visibility'] {
  const { visibility } = row;
  if (visibility === 'public' || visibility === 'private' || visibility === 'internal') return visibility;
  return row.private === false ? 'public' : null;
}

function propertiesOf(value: unknown): Repository['properties'] {
  if (!isRecord(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asString(each) ?? '']));
}

/** How tokens of its jobs name it. What an answer leaves out is decided by age alone for those that are young enough. */
function subjectOf(answer: unknown, row: Json): Pick<Repository, 'immutableSubject' | 'subjectClaims'> {
  const { use_default: usual, include_claim_keys: keys, use_immutable_subject: numbered } = asRecord(answer);
  const isYoung = (asString(row.created_at) ?? '') >= NUMBERED_SINCE;
  const claims = asArray(keys ?? []);
  return {
    immutableSubject: flagOf(numbered) ?? (isYoung ? true : null),
    subjectClaims: usual === true ? 'default' : usual === false && claims.length > 0 ? asStrings(claims) : null,
  };
}

/** `role_name`, or the highest of its permissions. */
export function roleOf(row: Json): string | null {
  const role = asString(row.role_name) ?? asString(row.permission);
  const permissions = asRecord(row.permissions);
  const highest = ['admin', 'maintain', 'push', 'triage', 'pull'].find((each) => permissions[each] === true) ?? null;
  const word = role ?? highest;
  return word === 'push' ? 'write' : word === 'pull' ? 'read' : word;
}

function readGrants(answers: Answers, id: string, name: string, teams: Surroundings['teamGrants']): Known<Grant[]> {
  const people = rowsOf(answers.about('collaborators', name));
  if (people === null || teams === null) return null;
  const direct = people.map((row): Grant | null => {
    const person = idOf(row.id);
    const role = roleOf(row);
    return person === null || role === null ? null : { holder: { kind: 'person', id: `user:${person}` }, role };
  });
  if (direct.includes(null)) return null;
  return [...direct.filter((grant) => grant !== null), ...(teams.get(id) ?? [])];
}

function readKeys(answers: Answers, name: string): Known<DeployKey[]> {
  const rows = rowsOf(answers.about('deploy_keys', name))?.filter((row) => row.enabled !== false);
  return (
    rows?.map((row) => ({
      id: `deploy_key:${idOf(row.id) ?? ''}`,
      title: asString(row.title) ?? 'key',
      readOnly: flagOf(row.read_only),
    })) ?? null
  );
}

function readSecrets(answers: Answers, id: string, name: string): Known<Secret[]> {
  const rows = rowsOf(answers.about('repository_secrets', name), 'secrets');
  return rows?.flatMap((row) => secretOf(id, asString(row.name))) ?? null;
}

export function secretOf(place: string, name: string | null): Secret[] {
  return name === null ? [] : [{ id: `${place}/secret:${name.toUpperCase()}`, name }];
}

function readEnvironments(answers: Answers, id: string, name: string): Known<Environment[]> {
  const secrets = rowsOf(answers.about('environment_secrets', name));
  const policies = rowsOf(answers.about('deployment_branch_policies', name));
  const rows = rowsOf(answers.about('environments', name), 'environments');
  return rows?.map((row) => environmentOf(id, row, secrets, policies)) ?? null;
}

function environmentOf(
  repository: string,
  row: Json,
  secrets: Known<readonly Json[]>,
  policies: Known<readonly Json[]>,
): Environment {
  const name = asString(row.name) ?? '';
  const isHere = ({ environment }: Json) => asString(environment)?.toLowerCase() === name.toLowerCase();
  const rules = Array.isArray(row.protection_rules) ? row.protection_rules.map(asRecord) : null;
  const asked = rules?.filter(({ type }) => type === 'required_reviewers') ?? null;
  const own = policies?.filter(isHere) ?? null;
  return {
    ...{ id: `${repository}/environment:${idOf(row.id) ?? name.toLowerCase()}`, name },
    refs: policyOf(row, own),
    reviewers: asked === null ? null : reviewersOf(asked.flatMap(({ reviewers }) => asArray(reviewers).map(asRecord))),
    preventSelfReview: asked?.length === 0 ? false : flagOf(asked?.[0]?.prevent_self_review),
    // GitHub lets admins by unless that was switched off, and leaves the word out for some plans.
    adminsBypass: flagOf(row.can_admins_bypass),
    secrets: secrets?.filter(isHere).flatMap((secret) => asString(secret.name) ?? []) ?? null,
    rulesIgnored: false,
  };
}

function policyOf(row: Json, own: Known<readonly Json[]>): Environment['refs'] {
  const policy = row.deployment_branch_policy;
  if (policy === null) return 'any';
  if (!isRecord(policy)) return null;
  if (policy.protected_branches === true) return 'protected';
  const patterns =
    own?.map(
      (each): RefPolicy => ({ kind: each.type === 'tag' ? 'tag' : 'branch', pattern: asString(each.name) ?? '' }),
    ) ?? null;
  // A policy of patterns without patterns lets in no ref; one whose patterns were not read is unknown.
  return policy.custom_branch_policies === true ? patterns : null;
}

/** The text of the file; null: there is none. Owners that are neither people nor teams of the organization own nothing. */
function readCodeOwners(text: unknown, names: Names): Known<CodeOwnerLine[]> {
  if (text === null) return [];
  if (typeof text !== 'string') return null;
  return text
    .slice(0, 200_000)
    .split(/\r\n|\r|\n/)
    .flatMap((line) => {
      const [pattern = '', ...owners] = asStrings((line.split(/(?:^|\s)#/)[0] ?? '').trim().split(/\s+/));
      return pattern === '' ? [] : [{ pattern, owners: owners.flatMap((owner) => ownerOf(owner, names)) }];
    });
}

function ownerOf(owner: string, names: Names): Actor[] {
  if (!owner.startsWith('@')) return [];
  const slug = owner.includes('/') ? owner.slice(owner.indexOf('/') + 1) : null;
  const id = slug === null ? names.person(owner.slice(1)) : names.team(slug);
  return id === null ? [] : [{ kind: slug === null ? 'person' : 'team', id }];
}
