import type { Context } from '#lib/context.ts';
import type { BulkSeverityPreview, BulkSeverityPreviewBody } from '#lib/contracts/finding-bulk.ts';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { permit } from '#lib/permit.ts';
import { changedScore } from '../exception/changed-score.ts';
import { type RatedIn, rateFindings } from './rate-findings.ts';
import { ratedToken } from './rated-token.ts';
import { tryAndTakeBack } from './try-and-take-back.ts';

/** Repositories that are shown. */
const SHOWN = 20;

/**
 * What setting the severity of many findings would do: it is done and taken back.
 * @throws Fault forbidden; not_found for an id; invalid_input for more findings than can be changed at once
 */
export async function previewSeverity(ctx: Context, body: BulkSeverityPreviewBody): Promise<BulkSeverityPreview> {
  permit(ctx, 'finding:write', 'repositories');
  const { done } = await tryAndTakeBack(ctx, (tx, now) => rateFindings(ctx, tx, body, { reason: 'preview', now }));
  const changed = done.filter(({ rated }) => rated.length > 0).sort((a, b) => moved(b) - moved(a));
  const sum = (count: (one: RatedIn) => number): number => done.reduce((total, one) => total + count(one), 0);
  return {
    findings: sum(({ rated }) => rated.length),
    counts: countsOf(done),
    same: sum(({ same }) => same),
    refused: sum(({ refused }) => refused),
    repositories: changed.slice(0, SHOWN).map(({ fullName, rated, score }) => ({
      repo: fullName,
      findings: rated.length,
      score: { before: shownScore(score.before), after: shownScore(score.after) },
    })),
    repositories_total: changed.length,
    organization: await changedScore(ctx, changed),
    token: ratedToken(done),
  };
}

const moved = ({ score }: RatedIn): number => Math.abs((score.after ?? 0) - (score.before ?? 0));

function countsOf(done: readonly RatedIn[]): BulkSeverityPreview['counts'] {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { before } of done) for (const severity of before) counts[severity] += 1;
  return counts;
}
