import { changeWords } from '#components/shared/decide/bulk-preview.tsx';
import type { BulkSeverityPreview, BulkTagPreview } from '#lib/contracts/finding-bulk.ts';
import { SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

const inRepositories = (count: number): string => `in ${formatCount(count, 'repository', 'repositories')}`;

/** What setting the severity of findings would do, in sentences with their numbers. */
export function severityWords(to: StatedSeverity, preview: BulkSeverityPreview): string[] {
  const { findings, counts, same, refused, organization, repositories_total: repositories } = preview;
  const left = [
    same === 0 ? null : `${formatNumber(same)} ${same === 1 ? 'is' : 'are'} ${to} already`,
    refused === 0 ? null : `${formatNumber(refused)} only those who decide about exceptions may change so`,
  ].filter((part) => part !== null);
  const leftOut = left.length === 0 ? [] : [`Left out: ${left.join(', ')}.`];
  if (findings === 0) return ['There is nothing to set here.', ...leftOut];
  const now = SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) => `${formatNumber(counts[severity])} ${severity}`,
  );
  return [
    `Sets ${formatCount(findings, 'finding')} ${inRepositories(repositories)} to ${to}.`,
    `Today: ${now.join(', ')}.`,
    `Score: ${changeWords(organization)}.`,
    ...leftOut,
  ];
}

/** What changing tags would do. */
export function tagWords({ findings, changed, repositories_total: repositories }: BulkTagPreview): string[] {
  if (findings === 0) return ['No finding is chosen any more.'];
  if (changed === 0) return ['There is nothing to change: it is so on all of them already.'];
  const same = findings - changed;
  return [
    `Changes the tags of ${formatCount(changed, 'finding')} ${inRepositories(repositories)}.`,
    ...(same === 0 ? [] : [`Left out: it is so on ${formatNumber(same)} already.`]),
  ];
}
