import type { CadenceFilters } from '#components/queries/cadence.ts';
import { usualWords } from '#components/shared/usual-words.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { CadenceCell, CadenceDayView, CadenceRow, CadenceView } from '#lib/contracts/cadence.ts';
import { CADENCE_STATES, type CadenceState } from '#lib/domain/stream/cadence.ts';
import type { CadenceDayState } from '#lib/domain/stream/cadence-days.ts';
import { formatAgeLong, formatCount, formatList } from '#lib/format.ts';

export const CADENCE_WORD: Readonly<Record<CadenceState, string>> = {
  silent: 'Silent',
  failed: 'Failed',
  late: 'Late',
  unknown: 'Not known',
  on_time: 'On time',
};

/** All that is known of a cell, in words: its title, and what a screen reader says. */
export function cadenceCellWords(cell: CadenceCell, now: number): string {
  const { category, state, usual_seconds: usual, last_success_at: at, last_report_at: reported, scanners } = cell;
  const success = at === null ? 'no whole scan yet' : `last whole scan ${formatAgeLong(at, now)}`;
  const report = `last report ${formatAgeLong(reported, now)}`;
  const head = `${CATEGORY_TITLE[category]}: ${CADENCE_WORD[state].toLowerCase()}`;
  return `${head}, ${success}, ${report}, ${usualWords(usual)}. Reported by ${formatList(scanners)}`;
}

/** The one sentence of the head. */
export function cadenceSentence({ silent: { streams, pipelines } }: CadenceView): string {
  if (streams === 0) return 'Nothing that reported in a rhythm has gone silent.';
  return `${formatCount(streams, 'scanner')} of ${formatCount(pipelines, 'pipeline')} went quiet against what is usual for them.`;
}

/** What the list shows. */
export function cadenceListSentence({ total }: CadenceView, { category, state, q }: CadenceFilters): string {
  const pipelines = formatCount(total.value, 'pipeline', 'pipelines', total.relation === 'at_least');
  const what = category === null ? '' : `${CATEGORY_TITLE[category]}: `;
  const how = state === null ? '' : `, ${CADENCE_WORD[state].toLowerCase()}`;
  return `${what}${pipelines}${how}${q === '' ? '' : `, with “${q}” in the name`}`;
}

/** All that is known of a day. */
export function cadenceDayWords({ day, state, reports }: CadenceDayView): string {
  switch (state) {
    case 'reported':
      return `${day}: ${formatCount(reports ?? 0, 'report')}`;
    case 'missed':
      return `${day}: no report, late`;
    case 'none':
      return `${day}: no report, none was late`;
    case 'unknown':
      return reports === null ? `${day}: before the first report` : `${day}: no report, not known whether one was late`;
  }
}

/** The days of a category in one sentence, as a screen reader says it. */
export function cadenceDaysWords(days: readonly CadenceDayView[]): string {
  const reports = days.reduce((sum, one) => sum + (one.reports ?? 0), 0);
  const on = (state: CadenceDayView['state']): number => days.filter((one) => one.state === state).length;
  const known = `${formatCount(reports, 'report')} on ${on('reported')} of the last ${days.length} days`;
  const missed = on('missed') === 0 ? '' : `, ${on('missed')} missed`;
  return `${known}${missed}${on('unknown') === 0 ? '' : `, ${on('unknown')} not known`}`;
}

export const CADENCE_DAY_WORD: Readonly<Record<CadenceDayState, string>> = {
  reported: 'Reported',
  missed: 'Missed',
  none: 'None',
  unknown: 'Not known',
};

/** What to do about a pipeline, and where; null: nothing. */
export function cadenceTodo({ silent, cells, url }: CadenceRow): { words: string; href: string } | null {
  if (silent > 0) return { words: 'Run it again, or say that it is over', href: url };
  const failed = cells.find(({ state }) => state === 'failed');
  if (failed === undefined) return null;
  return { words: `Look why ${formatList(failed.scanners)} was not whole`, href: failed.url };
}

export const CADENCE_CHOICES = [
  { value: '', label: 'In every state' },
  ...CADENCE_STATES.map((value) => ({ value, label: CADENCE_WORD[value] })),
];
