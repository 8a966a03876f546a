import { verdictOf } from '#components/shared/provenance-words.ts';
import type { PipelineRun } from '#lib/contracts/pipeline.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

type Report = PipelineRun['reports'][number];

/** Each credential that delivered, with what it was bound to by then: its newest report, and how many there are. */
export function vouchersOf(reports: readonly Report[]): { newest: Report; count: number }[] {
  const groups = Map.groupBy(reports, ({ delivered_by, provenance }) =>
    JSON.stringify([delivered_by, provenance?.bounds ?? null]),
  );
  return [...groups.values()].flatMap((own) => {
    const [newest] = own.toSorted((a, b) => b.received_at.localeCompare(a.received_at));
    return newest === undefined ? [] : [{ newest, count: own.length }];
  });
}

/** `Of the last 5 reports: 1 unlike the delivery, 2 like it, 1 without a word of it, 1 not asked.` */
export function verdictsSentence(reports: readonly Report[]): string {
  const count = (verdict: ReturnType<typeof verdictOf>): number =>
    reports.filter(({ provenance }) => verdictOf(provenance) === verdict).length;
  const parts = [
    [count('differs'), 'unlike the delivery'],
    [count('agrees'), 'like it'],
    [count('silent'), 'without a word of it'],
    [count('unknown'), 'not asked'],
  ] as const;
  const said = parts.flatMap(([number, words]) => (number === 0 ? [] : [`${formatNumber(number)} ${words}`]));
  return `Of the last ${formatCount(reports.length, 'report')}: ${said.join(', ')}.`;
}
