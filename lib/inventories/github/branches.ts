import type { BranchRule, Bypass, Resource } from '#lib/domain/privilege/inventory.ts';
import { asArray, asNumber, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { flagOf, idOf, nameOf } from '../shared/values.ts';
import type { GithubBuilding } from './building.ts';
import { openRow, rowsOf } from './repositories.ts';

/** What guards default branches: classic protection, and the rules of rulesets that hold for them. */
export function readBranches(building: GithubBuilding): void {
  building.eachRepository('branch_protection', (repository, { data, position }) => {
    // Null: the branch has none.
    if (data === null || (isRecord(data) && data.message === 'Branch not protected')) return;
    if (!isRecord(data)) return openRow(building, 'branch_protection', repository, position, 'not an object');
    building.controls.push(classicRule(repository, data));
  });
  const details = rulesetsOf(building);
  building.eachRepository('branch_rules', (repository, answer) => {
    const byRuleset = new Map<string, Json[]>();
    for (const { row, position } of rowsOf(building, 'branch_rules', repository, answer)) {
      const id = idOf(row.ruleset_id);
      if (id === null || asString(row.type) === null)
        openRow(building, 'branch_rules', repository, position, id === null ? 'no ruleset_id' : 'no type');
      else byRuleset.set(id, [...(byRuleset.get(id) ?? []), row]);
    }
    for (const [id, rules] of byRuleset) building.controls.push(rulesetRule(repository, id, rules, details.get(id)));
  });
}

function classicRule({ id }: Resource, data: Json): BranchRule {
  const reviews = isRecord(data.required_pull_request_reviews) ? data.required_pull_request_reviews : null;
  const allowances = reviews === null ? {} : asRecord(reviews.bypass_pull_request_allowances);
  const bypass = ['users', 'teams', 'apps'].flatMap((kind) =>
    asArray(allowances[kind]).map((each): Bypass => {
      const who = asRecord(each);
      return { kind: kind.slice(0, -1), id: nameOf(who.login ?? who.slug) ?? '', mode: 'pull_request' };
    }),
  );
  return {
    kind: 'branch',
    resource: id,
    origin: 'classic',
    name: 'branch protection',
    reviews: reviews && {
      approvals: asNumber(reviews.required_approving_review_count) ?? 0,
      codeOwners: reviews.require_code_owner_reviews === true,
      lastPush: reviews.require_last_push_approval === true,
      dismissStale: reviews.dismiss_stale_reviews === true,
    },
    blocksForcePush: asRecord(data.allow_force_pushes).enabled !== true,
    bypass,
    bindsAdmins: flagOf(asRecord(data.enforce_admins).enabled),
  };
}

/** Rulesets by id, with whom they let through; only those who may change a ruleset are shown that. */
function rulesetsOf(building: GithubBuilding): Map<string, Json> {
  const found = new Map<string, Json>();
  building.eachRepository('rulesets', (repository, answer) => {
    for (const { row, position } of rowsOf(building, 'rulesets', repository, answer)) {
      const id = idOf(row.id);
      if (id === null) openRow(building, 'rulesets', repository, position, 'no id');
      else if (!Array.isArray(found.get(id)?.bypass_actors)) found.set(id, row);
    }
  });
  return found;
}

function rulesetRule({ id }: Resource, ruleset: string, rules: readonly Json[], detail: Json | undefined): BranchRule {
  const pull = rules.filter(({ type }) => type === 'pull_request').map(({ parameters }) => asRecord(parameters));
  const actors = detail?.bypass_actors;
  return {
    kind: 'branch',
    resource: id,
    origin: 'ruleset',
    name: nameOf(detail?.name) ?? `ruleset ${ruleset}`,
    reviews:
      pull.length === 0
        ? null
        : {
            approvals: Math.max(...pull.map((each) => asNumber(each.required_approving_review_count) ?? 0)),
            codeOwners: pull.some((each) => each.require_code_owner_review === true),
            lastPush: pull.some((each) => each.require_last_push_approval === true),
            dismissStale: pull.some((each) => each.dismiss_stale_reviews_on_push === true),
          },
    blocksForcePush: rules.some(({ type }) => type === 'non_fast_forward'),
    bypass: Array.isArray(actors) ? actors.map((each) => bypassOf(asRecord(each))) : null,
    bindsAdmins: null,
  };
}

const bypassOf = (actor: Json): Bypass => ({
  kind: nameOf(actor.actor_type) ?? 'somebody',
  id: idOf(actor.actor_id) ?? '',
  mode: nameOf(actor.bypass_mode) ?? 'always',
});

/** The file's text; null: there is none. */
export function readCodeOwners(building: GithubBuilding): void {
  building.eachRepository('codeowners', (repository, { data, position }) => {
    if (data !== null && typeof data !== 'string')
      return openRow(building, 'codeowners', repository, position, 'not a text');
    building.controls.push({ kind: 'code_owners', resource: repository.id, workflowsOwned: ownsWorkflows(data ?? '') });
  });
}

/** Of the patterns that cover the folder of workflows the last one counts; without names behind it, nobody owns them. */
function ownsWorkflows(text: string): boolean {
  let owned = false;
  for (const line of text.slice(0, 200_000).split('\n')) {
    const [pattern = '', ...owners] = line.split('#')[0]?.trim().split(/\s+/) ?? [];
    if (COVER_WORKFLOWS.has(pattern)) owned = owners.length > 0;
  }
  return owned;
}

const FOLDERS = ['.github', '.github/workflows'];
const COVER_WORKFLOWS: ReadonlySet<string> = new Set([
  '*',
  '**',
  '/**',
  ...FOLDERS.flatMap((folder) =>
    ['', '/', '**/'].flatMap((before) => ['', '/', '/*', '/**'].map((after) => `${before}${folder}${after}`)),
  ),
  '*.yml',
  '*.yaml',
]);
