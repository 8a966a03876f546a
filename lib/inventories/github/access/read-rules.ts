import { OTHER_RULES_UNREAD } from '#lib/domain/privilege/access/branch-rule-for.ts';
import type {
  BranchRule,
  Known,
  RepositorySelector,
  ReviewRule,
  Ruleset,
} from '#lib/domain/privilege/access/rule-facts.ts';
import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import { type Answers, rowsOf } from '#lib/inventories/shared/answers.ts';
import { flagOf, idOf } from '#lib/inventories/shared/values.ts';
import { asArray, asNumber, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { enabledOf } from './answers.ts';
import { actorLists, allowances, bypassOf } from './read-actors.ts';

/**
 * Rules of branches, as far as they are known. GitHub's answer is about the default branch; a rule with a pattern may
 * stand behind it, and others may be about other branches: unless the answer tells the patterns, those are not known.
 */
export function readBranchRules(
  answers: Answers,
  repository: string,
  defaultBranch: string | null,
): Known<BranchRule[]> {
  const all = answers.about('branch_protection_rules', repository);
  const nodes = rowsOf(all);
  if (nodes !== null) return nodes.map(nodeOf);
  const answer = answers.about('branch_protection', repository);
  if (answer === undefined || defaultBranch === null) return null;
  return [isRecord(answer) ? ruleOf(answer, defaultBranch, 0) : noRule(defaultBranch), OTHER_RULES_UNREAD];
}

/** A rule with its pattern, as GraphQL has it: numbers grow, so that a rule with a smaller one is older. */
function nodeOf(node: Json): BranchRule {
  const pattern = asString(node.pattern) ?? '';
  const asks = flagOf(node.requiresApprovingReviews);
  const restricts = flagOf(node.restrictsPushes);
  return {
    ...{ id: idOf(node.databaseId) ?? `rule:${pattern}`, pattern, age: asNumber(node.databaseId) ?? 0 },
    reviews:
      asks === null
        ? null
        : asks
          ? {
              approvals: asNumber(node.requiredApprovingReviewCount),
              codeOwners: flagOf(node.requiresCodeOwnerReviews),
              lastPush: flagOf(node.requireLastPushApproval),
              dismissStale: flagOf(node.dismissesStaleReviews),
            }
          : 'none',
    locked: flagOf(node.lockBranch),
    restricted: restricts,
    blocksCreation: flagOf(node.blocksCreations),
    enforceAdmins: flagOf(node.isAdminEnforced),
    pushList: restricts === false ? [] : allowances(node.pushAllowances),
    bypassList: asks === false ? [] : allowances(node.bypassPullRequestAllowances),
  };
}

/** The default branch is under no rule. */
function noRule(pattern: string): BranchRule {
  return ruleOf({}, pattern, 0);
}

function ruleOf(data: Json, pattern: string, age: number): BranchRule {
  const reviews = isRecord(data.required_pull_request_reviews) ? data.required_pull_request_reviews : null;
  const restrictions = isRecord(data.restrictions) ? data.restrictions : null;
  return {
    ...{ id: idOf(data.id) ?? `rule:${pattern}`, pattern, age },
    reviews: reviews === null ? 'none' : reviewOf(reviews, 'require_code_owner_reviews', 'dismiss_stale_reviews'),
    locked: enabledOf(data.lock_branch),
    restricted: restrictions !== null,
    blocksCreation: enabledOf(data.block_creations),
    enforceAdmins: enabledOf(data.enforce_admins),
    pushList: restrictions === null ? [] : actorLists(restrictions),
    bypassList: reviews === null ? [] : actorLists(reviews.bypass_pull_request_allowances),
  };
}

function reviewOf(reviews: Json, codeOwners: string, dismissStale: string): ReviewRule {
  return {
    approvals: asNumber(reviews.required_approving_review_count),
    codeOwners: flagOf(reviews[codeOwners]),
    lastPush: flagOf(reviews.require_last_push_approval),
    dismissStale: flagOf(reviews[dismissStale]),
  };
}

/** Rulesets that an answer has, each with its rules and conditions; those of the organization come with repositories too. */
export function rulesetOf(row: Json): Ruleset | null {
  const id = idOf(row.id);
  if (id === null) return null;
  const rules = Array.isArray(row.rules) ? row.rules.map(asRecord) : null;
  const has = (...types: string[]): Tri =>
    rules === null ? null : rules.some(({ type }) => types.includes(asString(type) ?? ''));
  const { source_type: source, target } = row;
  const conditions = isRecord(row.conditions) ? row.conditions : null;
  return {
    ...{ id: `ruleset:${id}`, name: asString(row.name) ?? `ruleset ${id}` },
    level: source === 'Organization' ? 'organization' : source === 'Enterprise' ? 'enterprise' : 'repository',
    target: target === 'tag' || target === 'push' ? target : 'branch',
    enforcement: enforcementOf(row.enforcement),
    refs: conditions === null ? null : refsOf(conditions.ref_name),
    repositories: source === 'Organization' || source === 'Enterprise' ? selectorOf(conditions) : { by: 'all' },
    ...{ creation: has('creation'), update: has('update'), mergeQueue: has('merge_queue') },
    reviews: rules === null ? null : pullRequestOf(rules),
    restrictedPaths:
      rules === null
        ? null
        : rules.flatMap(({ type, parameters }) =>
            type === 'file_path_restriction' ? asStrings(asRecord(parameters).restricted_file_paths) : [],
          ),
    bypass: bypassOf(row.bypass_actors),
  };
}

function enforcementOf(value: unknown): Ruleset['enforcement'] {
  return value === 'active' || value === 'evaluate' || value === 'disabled' ? value : null;
}

function refsOf(value: unknown): Ruleset['refs'] {
  if (!isRecord(value)) return null;
  return { include: asStrings(asArray(value.include)), exclude: asStrings(asArray(value.exclude)) };
}

/** A ruleset that asks for reviews more than once asks for the most. */
function pullRequestOf(rules: readonly Json[]): Ruleset['reviews'] {
  const asked = rules
    .filter(({ type }) => type === 'pull_request')
    .map(({ parameters }) =>
      reviewOf(asRecord(parameters), 'require_code_owner_review', 'dismiss_stale_reviews_on_push'),
    );
  const [first] = [...asked].sort((a, b) => (b.approvals ?? 0) - (a.approvals ?? 0));
  return first ?? 'none';
}

/** Repositories by name, number or property; what is none of these is not known. */
function selectorOf(conditions: Json | null): Known<RepositorySelector> {
  if (conditions === null) return null;
  const { repository_name: name, repository_id: number, repository_property: property } = conditions;
  if (isRecord(name))
    return { by: 'names', include: asStrings(asArray(name.include)), exclude: asStrings(asArray(name.exclude)) };
  if (isRecord(number)) return { by: 'ids', ids: asStrings(asArray(number.repository_ids)).map((id) => `repo:${id}`) };
  if (!isRecord(property) || asArray(property.exclude).length > 0) return null;
  const properties = asArray(property.include).map(asRecord);
  return {
    by: 'property',
    properties: properties.map((each) => ({
      name: asString(each.name) ?? '',
      values: asStrings(each.property_values),
    })),
  };
}
