import type { CoverageFilters } from '#components/queries/coverage.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { CoverageSummary, CoverageView, GridCell } from '#lib/contracts/coverage.ts';
import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import { formatAgeLong, formatCount, formatNumber } from '#lib/format.ts';

export const STATE_WORD: Readonly<Record<CoverageState, string>> = {
  never: 'Never measured',
  failed: 'Failed',
  held: 'Held',
  stale: 'Stale',
  fresh: 'Fresh',
  exempt: 'Not expected',
};

/** States in which there is something to do, the most urgent first. */
export const GAPS = ['never', 'failed', 'held', 'stale'] as const satisfies readonly CoverageState[];

/** All that is known of a cell, in words: its title, and what a screen reader says. */
export function cellWords(
  { category, state, last_success_at: at, unscanned_since: behind, sources, sources_total: total }: GridCell,
  now: number,
) {
  const age = at === null ? '' : `, last whole scan ${formatAgeLong(at, now)}`;
  const commits = behind === null ? '' : `, a commit of ${formatAgeLong(behind, now)} was never scanned`;
  const names = sources.map(({ pipeline, scanner }) => `${scanner} in ${pipeline}`);
  const more = total > sources.length ? [`${formatNumber(total - sources.length)} more`] : [];
  const by = names.length === 0 ? '' : `. Reported by ${[...names, ...more].join(', ')}`;
  return `${CATEGORY_TITLE[category]}: ${STATE_WORD[state].toLowerCase()}${age}${commits}${by}`;
}

/** What to do about a cell; null: nothing. */
export function todoOf({ category, state, sources }: GridCell): string | null {
  const what = CATEGORY_TITLE[category].toLowerCase();
  const [last] = sources;
  switch (state) {
    case 'never':
      return `Get the snippet for ${what}`;
    case 'failed':
      return `Look why ${last?.scanner ?? what} was not whole`;
    case 'held':
      return 'Decide about the held report';
    case 'stale':
      return `Run ${last?.pipeline ?? what} again`;
    case 'fresh':
    case 'exempt':
      return null;
  }
}

/** The one sentence of the head. */
export function summarySentence({ whole, repositories }: CoverageSummary): string {
  if (whole.fresh_percent === null) return 'Nothing is expected to be measured.';
  const gaps = GAPS.filter((state) => whole.counts[state] > 0).map(
    (state) => `${formatNumber(whole.counts[state])} ${STATE_WORD[state].toLowerCase()}`,
  );
  const rest = gaps.length === 0 ? 'nothing is missing' : gaps.join(', ');
  const of = formatCount(repositories, 'repository', 'repositories');
  return `${whole.fresh_percent} % of what is expected of ${of} is measured and fresh; ${rest}.`;
}

/** What the list below shows: "12 never measured, in 5 repositories". */
export function listSentence(view: CoverageView, { category, state, q }: CoverageFilters): string {
  const { value, relation } = view.total;
  const repositories = formatCount(value, 'repository', 'repositories', relation === 'at_least');
  const named = q === '' ? '' : ` with “${q}”`;
  if (state === null && category === null) return `${repositories}${named}`;
  const what = category === null ? '' : `${CATEGORY_TITLE[category]}: `;
  const word = state === null ? 'expected' : STATE_WORD[state].toLowerCase();
  return `${what}${formatNumber(view.categories)} ${word}, in ${repositories}${named}`;
}
