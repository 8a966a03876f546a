import type { BulkPreview } from '#lib/contracts/exception-bulk.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { Found } from './dry-run.tsx';

const VERB: Record<Decision, string> = { accepted: 'Accepts', false_positive: 'Marks' };

type Change = BulkPreview['organization'];

const scoreWords = (score: number | null): string => (score === null ? 'not measured' : formatNumber(score, 1));

/** A score before and after. */
export function changeWords({ before, after }: Change): string {
  if (before === after) return `stays ${scoreWords(before)}`;
  return `${scoreWords(before)} → ${scoreWords(after)}`;
}

/** What is left out, and why. */
function leftOut({ decided, fixed }: BulkPreview): string | null {
  const parts = [
    decided === 0 ? null : `${formatNumber(decided)} ${decided === 1 ? 'has' : 'have'} a decision already`,
    fixed === 0 ? null : `${formatNumber(fixed)} ${fixed === 1 ? 'is' : 'are'} fixed`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Left out: ${parts.join(', ')}.`;
}

/** What the decision would do, in sentences with their numbers. */
export function previewWords(kind: Decision, preview: BulkPreview): string[] {
  const { findings, kev, repositories_total: repositories, organization, counts } = preview;
  if (findings === 0) return ['There is nothing to decide here.', leftOut(preview) ?? ''].filter(Boolean);
  const worst = (['critical', 'high'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${formatNumber(counts[severity])} ${severity}`);
  const among = [...worst, ...(kev === 0 ? [] : [`${formatNumber(kev)} in KEV`])];
  return [
    `${VERB[kind]} ${formatCount(findings, 'finding')} in ${formatCount(repositories, 'repository', 'repositories')}` +
      `${kind === 'false_positive' ? ' as false positives' : ''}.`,
    ...(among.length === 0 ? [] : [`Among them: ${among.join(', ')}.`]),
    `Score: ${changeWords(organization)}.`,
    leftOut(preview) ?? '',
  ].filter(Boolean);
}

/** Scores of the repositories that change most, behind a summary. */
export function Repositories({ preview }: { preview: Pick<BulkPreview, 'repositories' | 'repositories_total'> }) {
  const { repositories, repositories_total: total } = preview;
  if (total < 2) return null;
  return (
    <details className="mt-2 text-13">
      <summary className="cursor-pointer text-soft">
        {repositories.length < total
          ? `The ${repositories.length} repositories that change most, of ${formatNumber(total)}`
          : `By repository (${total})`}
      </summary>
      <ul className="mt-1.5 max-h-40 divide-y overflow-y-auto">
        {repositories.map(({ repo, findings, score }) => (
          <li key={repo} className="flex items-baseline justify-between gap-3 py-1">
            <span className="min-w-0 [overflow-wrap:anywhere]">{repo}</span>
            <span className="shrink-0 text-soft">
              {formatCount(findings, 'finding')} · {changeWords(score)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The dry run: tried on the server and taken back. */
export function Preview({ kind, preview }: { kind: Decision; preview: BulkPreview }) {
  return (
    <Found words={previewWords(kind, preview)}>
      <Repositories preview={preview} />
    </Found>
  );
}
