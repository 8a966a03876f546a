import type { Context } from '#lib/context.ts';
import type { BulkPreview } from '#lib/contracts/exception-bulk.ts';
import { bulkToken } from '#lib/domain/decision/bulk-token.ts';
import { exploitOf, isExploited } from '#lib/domain/finding/exploit.ts';
import { type Decision, SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import type { AddedTo } from './add-in-bulk.ts';
import { changedScore } from './changed-score.ts';
import type { Selection } from './find-selection.ts';
import { tryInBulk } from './try-in-bulk.ts';

/** Repositories that are shown. */
const SHOWN = 20;

/** What deciding about findings would do: it is done and taken back, so that preview and decision cannot disagree. */
export async function previewSelection(ctx: Context, kind: Decision, selection: Selection): Promise<BulkPreview> {
  const added = await tryInBulk(ctx, kind, selection);
  const changed = [...added].sort((a, b) => moved(b) - moved(a));
  return {
    findings: selection.findings.length,
    counts: countsOf(selection),
    kev: selection.findings.filter(({ exploit }) => isExploited(exploitOf(exploit))).length,
    decided: selection.decided,
    fixed: selection.fixed,
    repositories: changed.slice(0, SHOWN).map(({ fullName, findings, score }) => ({
      repo: fullName,
      findings,
      score: { before: shownScore(score.before), after: shownScore(score.after) },
    })),
    repositories_total: added.length,
    organization: await changedScore(ctx, added),
    token: bulkToken(selection.findings),
  };
}

const moved = ({ score }: AddedTo): number => Math.abs((score.after ?? 0) - (score.before ?? 0));

function countsOf({ findings }: Selection): BulkPreview['counts'] {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of findings) counts[severityOf(severity)] += 1;
  return counts;
}
