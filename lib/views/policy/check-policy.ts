import { findPastAnswers, type PastAnswer } from '#db/queries/gates.ts';
import { findOverridesOf, findPolicy } from '#db/queries/policies.ts';
import type { Context } from '#lib/context.ts';
import type { PolicyCheck, PolicyCheckView, PolicyTrial } from '#lib/contracts/policy.ts';
import { BUILTIN_POLICY } from '#lib/domain/policy/builtin-policy.ts';
import { combinePolicy, refusedRules } from '#lib/domain/policy/combine-policy.ts';
import { parseOverride, parsePolicy } from '#lib/domain/policy/parse-policy.ts';
import type { Policy, PolicyOverride, PolicyRule } from '#lib/domain/policy/schema.ts';
import { isMissing, type TriedRun, tryPolicy } from '#lib/domain/policy/try-policy.ts';
import { addDays } from '#lib/domain/time.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { requireRepository } from '#lib/views/repository/get-repository.ts';

/** Reports that are judged again at most. */
const MOST_REPORTS = 5000;
const EXAMPLES = 50;

/**
 * What is wrong with a text, and what it would have done to the runs of the last days that the caller sees. Saves nothing.
 * @throws Fault not_found, forbidden
 */
export async function checkPolicy(ctx: Context, { text, repo, days }: PolicyCheck): Promise<PolicyCheckView> {
  permit(ctx, 'policy:read', 'repositories');
  return repo === undefined ? checkOrganization(ctx, text, days) : checkRepository(ctx, repo, text, days);
}

async function checkOrganization(ctx: Context, text: string, days: number): Promise<PolicyCheckView> {
  const parsed = parsePolicy(text);
  if ('problems' in parsed) return { valid: false, problems: parsed.problems, refused: [], trial: null };
  const overrides = (repoIds: number[]) => findOverridesOf(ctx.sql, ctx, repoIds);
  const trial = days === 0 ? null : await tryOn(ctx, { days, repoIds: null, policy: parsed.policy, overrides });
  return { valid: true, problems: [], refused: [], trial };
}

async function checkRepository(ctx: Context, repo: string, text: string, days: number): Promise<PolicyCheckView> {
  const repository = await requireRepository(ctx, repo, 'policy:read');
  const parsed = parseOverride(text);
  if ('problems' in parsed) return { valid: false, problems: parsed.problems, refused: [], trial: null };
  const policy = (await findPolicy(ctx.sql, ctx))?.policy ?? BUILTIN_POLICY;
  const refused = refusedRules(policy, parsed.policy);
  const overrides = async () => new Map([[repository.id, parsed.policy]]);
  const trial = days === 0 ? null : await tryOn(ctx, { days, repoIds: [repository.id], policy, overrides });
  return { valid: refused.length === 0, problems: [], refused, trial };
}

interface Trial {
  days: number;
  /** Null: all that the caller sees. */
  repoIds: number[] | null;
  policy: Policy;
  overrides: (repoIds: number[]) => Promise<ReadonlyMap<number, PolicyOverride>>;
}

async function tryOn(ctx: Context, { days, repoIds, policy, overrides }: Trial): Promise<PolicyTrial> {
  const since = addDays(ctx.now(), -days);
  const answers = await findPastAnswers(ctx.readSql, ctx.readScope, { since, repoIds, limit: MOST_REPORTS });
  const own = await overrides([...new Set(answers.map(({ repoId }) => repoId))]);
  const rules = new Map<number, readonly PolicyRule[]>();
  const rulesOf = (repoId: number) => {
    const known = rules.get(repoId) ?? combinePolicy(policy, own.get(repoId) ?? null).rules;
    rules.set(repoId, known);
    return known;
  };
  const names = new Map(answers.map(({ repoId, fullName }) => [repoId, fullName]));
  return trialView(ctx, { days, answers, names, runs: tryPolicy(answers, rulesOf) });
}

interface Tried {
  days: number;
  answers: readonly PastAnswer[];
  names: ReadonlyMap<number, string>;
  runs: readonly TriedRun[];
}

function trialView(ctx: Context, { days, answers, names, runs }: Tried): PolicyTrial {
  const count = (is: (run: TriedRun) => boolean): number => runs.filter(is).length;
  return {
    ...{ days, runs: runs.length, cut: answers.length >= MOST_REPORTS },
    failed: count(({ after }) => after === 'fail'),
    warned: count(({ after }) => after === 'warn'),
    passed: count(({ after }) => after === 'pass'),
    unknown: count(({ after }) => after === 'unknown'),
    newly_failing: count(({ before, after }) => after === 'fail' && before !== 'fail'),
    newly_passing: count(({ before, after }) => before === 'fail' && (after === 'pass' || after === 'warn')),
    rules: rulesOfTrial(runs),
    examples: runs
      .filter(({ after, before }) => after === 'fail' || before === 'fail')
      .slice(0, EXAMPLES)
      .map((run) => exampleOf(ctx, run, names)),
  };
}

function rulesOfTrial(runs: readonly TriedRun[]): PolicyTrial['rules'] {
  const rules = new Map<string, PolicyTrial['rules'][number]>();
  for (const verdict of runs.flatMap(({ verdicts }) => verdicts)) {
    const { id } = verdict.rule;
    const known = rules.get(id) ?? { id, failed: 0, warned: 0, unknown: 0 };
    if (isMissing(verdict)) known.unknown += 1;
    else if (verdict.effect === 'fail') known.failed += 1;
    else if (verdict.effect === 'warn') known.warned += 1;
    rules.set(id, known);
  }
  return [...rules.values()];
}

function exampleOf(ctx: Context, { last, before, after, verdicts }: TriedRun, names: Tried['names']) {
  const url = `${ctx.publicUrl}/ingest/${encodeId('upload', { repoId: last.repoId, number: last.upload })}`;
  return {
    ...{ repo: names.get(last.repoId) ?? '', ref: last.ref, at: last.at.toISOString(), url, before, after },
    rules: verdicts
      .filter(({ effect }) => effect !== 'pass')
      .map(({ rule, outcome, effect, message }) => ({ id: rule.id, outcome, effect, message })),
  };
}
