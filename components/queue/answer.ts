import type { QueueFilters } from '#components/queries/actions.ts';
import type { ActionListView } from '#lib/contracts/action.ts';
import { formatCount } from '#lib/format.ts';
import { countText } from './count-text.ts';
import { isNarrowed } from './filters.ts';

/** `412 fixes`, `1,000+ fixes` where counting stopped. */
export const fixesOf = ({ total }: Pick<ActionListView, 'total'>): string =>
  total.relation === 'exact' ? formatCount(total.value, 'fix', 'fixes') : `${countText(total)} fixes`;

/** The head's sentence; while the list is not here, a space that keeps its line. */
export function answerOf(first: ActionListView | undefined, filters: QueueFilters): string {
  if (first === undefined) return '\u00a0';
  const { total, lanes } = first;
  const count = fixesOf(first);
  if (isNarrowed(filters) || filters.lane !== undefined) {
    if (total.value === 0) return 'No fix matches.';
    return `${count} ${total.value === 1 ? 'matches' : 'match'}.`;
  }
  if (total.value === 0) return 'Nothing is to be done.';
  const now = lanes.act_now.value;
  const urgent = now === 0 ? '' : ` ${countText(lanes.act_now)} cannot wait.`;
  return `${count}, ordered by risk removed per hour of work.${urgent}`;
}
