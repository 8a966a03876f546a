import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Allowed, GitlabEnvironmentRule, GitlabRefRule } from '#lib/domain/privilege/gitlab/facts.ts';
import { rowsOf } from '#lib/inventories/shared/answers.ts';
import { idOf } from '#lib/inventories/shared/values.ts';
import { asNumber, asString, type Json } from '#lib/scanners/shared/text.ts';

/** Ids of groups as facts have them. */
export type GroupId = (number: string) => string;

/** Whom a list of access levels lets in; null where it is not there, or has somebody of a kind that nobody here knows. */
export function allowedIn(value: unknown, groupId: GroupId): Known<readonly Allowed[]> {
  const rows = rowsOf(value);
  const read = rows?.map((row) => allowedOf(row, groupId)) ?? null;
  return read === null || read.includes(null) ? null : read.flatMap((each) => each ?? []);
}

function allowedOf(row: Json, groupId: GroupId): Allowed[] | null {
  const [key, person, group] = [idOf(row.deploy_key_id), idOf(row.user_id), idOf(row.group_id)];
  if (key !== null) return [{ by: 'key', name: `deploy_key:${key}` }];
  if (person !== null) return [{ by: 'person', name: `user:${person}` }];
  if (group !== null) return [{ by: 'group', name: groupId(group) }];
  const level = asNumber(row.access_level);
  if (level === null) return null;
  // 0 is nobody.
  return level === 0 ? [] : [{ by: 'level', level }];
}

export function branchRules(rows: readonly Json[] | null, groupId: GroupId): Known<readonly GitlabRefRule[]> {
  return rulesOf(rows, (row) => ({
    push: allowedIn(row.push_access_levels, groupId),
    merge: allowedIn(row.merge_access_levels, groupId),
  }));
}

export function tagRules(rows: readonly Json[] | null, groupId: GroupId): Known<readonly GitlabRefRule[]> {
  return rulesOf(rows, (row) => ({ push: allowedIn(row.create_access_levels, groupId), merge: [] }));
}

/** A rule without a name may be about any ref: then it is not known what is protected. */
function rulesOf(
  rows: readonly Json[] | null,
  read: (row: Json) => Omit<GitlabRefRule, 'pattern'>,
): Known<readonly GitlabRefRule[]> {
  const rules = rows?.map((row) => {
    const pattern = asString(row.name);
    return pattern === null ? null : { pattern, ...read(row) };
  });
  if (rules === undefined || rules.includes(null)) return null;
  return rules.filter((rule) => rule !== null);
}

/** All rules of approval have to be met; without any, whoever may deploy approves. */
export function environmentRule(row: Json, groupId: GroupId): GitlabEnvironmentRule {
  const deploy = allowedIn(row.deploy_access_levels, groupId);
  const rules = row.approval_rules === undefined ? [] : rowsOf(row.approval_rules);
  if (rules === null) return { deploy, approvals: null, approvers: null };
  if (rules.length === 0) {
    const count = row.required_approval_count;
    return { deploy, approvals: count === undefined ? 0 : asNumber(count), approvers: deploy };
  }
  const asked = rules.map((each) => asNumber(each.required_approvals));
  return {
    deploy,
    approvals: asked.includes(null) ? null : asked.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    approvers: allowedIn(rules, groupId),
  };
}
