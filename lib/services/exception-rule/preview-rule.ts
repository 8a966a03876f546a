import type { RuleCandidate } from '#db/queries/rule-matches.ts';
import { findRuledRepositories, findRuleMatchesIn } from '#db/queries/rule-matches.ts';
import type { Context } from '#lib/context.ts';
import { conditionsOf } from '#lib/contracts/conditions-of.ts';
import { MOST_BULK } from '#lib/contracts/exception-bulk.ts';
import type { RulePreview, RulePreviewBody } from '#lib/contracts/exception-rule.ts';
import type { RuleConditions } from '#lib/domain/decision/exception-rule.ts';
import { ruleCovers, ruleHasRepository } from '#lib/domain/decision/rule-covers.ts';
import { exploitOf, isExploited } from '#lib/domain/finding/exploit.ts';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { severityRank } from '#lib/domain/finding/severity.ts';
import { permit } from '#lib/permit.ts';
import { totalOf } from '#lib/views/total.ts';
import { changedScore } from '../exception/changed-score.ts';
import { requireRuleReach } from './require-rule-reach.ts';
import { tryRule } from './try-rule.ts';

/** Findings that are looked at; beyond them a preview says "at least". */
const MOST_LOOKED = 20_000;
const SAMPLES = 8;
const SHOWN = 10;

/**
 * What a rule would do to what is open today: up to 5,000 findings are decided about and that is taken back, so that preview
 * and rule cannot disagree.
 * @throws Fault forbidden; invalid_input for more than the caller sees
 */
export async function previewRule(ctx: Context, { kind, conditions: given }: RulePreviewBody): Promise<RulePreview> {
  permit(ctx, 'exception:request', 'repositories');
  const conditions = conditionsOf(given);
  await requireRuleReach(ctx, conditions);
  const all = await findRuledRepositories(ctx.sql, ctx.readScope);
  const places = new Map(
    all
      .filter((place) => place.counts && ruleHasRepository(conditions, place))
      .map(({ repoId, fullName }) => [repoId, fullName]),
  );
  const { found, more } = await findMatches(ctx, [...places.keys()], conditions);
  const free = found.filter(({ live }) => !live);
  const kev = free.filter(({ exploit }) => isExploited(exploitOf(exploit))).length;
  const tried = more || free.length > MOST_BULK ? null : await tryRule(ctx, kind, conditions, free);
  const covered =
    tried === null ? null : new Set(tried.flatMap(({ repoId, numbers }) => numbers.map((n) => `${repoId}#${n}`)));
  const own = free.filter(({ repoId, number, exploit }) =>
    covered === null ? !isExploited(exploitOf(exploit)) : covered.has(`${repoId}#${number}`),
  );
  return {
    findings: totalOf(more ? own.length + 1 : own.length, own.length),
    counts: countsOf(own),
    kev,
    verified: free.length - kev - own.length,
    decided: found.length - free.length,
    ...byRepository(own, places),
    score: tried === null ? null : await changedScore(ctx, tried),
    samples: samplesOf(own, places),
  };
}

async function findMatches(
  ctx: Context,
  repoIds: readonly number[],
  conditions: RuleConditions,
): Promise<{ found: RuleCandidate[]; more: boolean }> {
  if (repoIds.length === 0) return { found: [], more: false };
  const candidates = await findRuleMatchesIn(ctx.sql, ctx, repoIds, conditions, MOST_LOOKED + 1);
  const found = candidates.filter((finding) => ruleCovers(conditions, finding));
  return { found, more: candidates.length > MOST_LOOKED };
}

function countsOf(findings: readonly RuleCandidate[]): RulePreview['counts'] {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function byRepository(
  findings: readonly RuleCandidate[],
  places: ReadonlyMap<number, string>,
): Pick<RulePreview, 'repositories' | 'repositories_total'> {
  const groups = [...Map.groupBy(findings, ({ repoId }) => repoId)].sort(([, a], [, b]) => b.length - a.length);
  return {
    repositories: groups
      .slice(0, SHOWN)
      .map(([repoId, own]) => ({ repo: places.get(repoId) ?? '', findings: own.length })),
    repositories_total: groups.length,
  };
}

function samplesOf(findings: readonly RuleCandidate[], places: ReadonlyMap<number, string>): RulePreview['samples'] {
  const worst = [...findings].sort(
    (a, b) => severityRank(a.severity) - severityRank(b.severity) || a.repoId - b.repoId || a.number - b.number,
  );
  return worst.slice(0, SAMPLES).map(({ repoId, number, title, severity, ruleId, path, line }) => {
    const repo = places.get(repoId) ?? '';
    const url = `/repositories/${repo}/findings/${number}`;
    return { ref: `${repo}#${number}`, title, severity, rule: ruleId, path, line, url };
  });
}
