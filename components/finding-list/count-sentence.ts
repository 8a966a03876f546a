import type { FindingFilters } from '#components/queries/findings.ts';
import type { Total } from '#lib/contracts/common.ts';
import { formatCount, formatList } from '#lib/format.ts';
import { describeFilters, isAnyState } from './filters.ts';
import { STATE_WORD } from './words.ts';

/** `412 open findings`, `10,000+ open findings match 2 filters`, `3 findings in any state`. */
export function countSentence(filters: FindingFilters, total: Total): string {
  const any = isAnyState(filters.state);
  const kind = any ? '' : `${formatList(filters.state.map((state) => STATE_WORD[state]))} `;
  const many = total.relation === 'at_least';
  const count =
    total.value === 0 ? `No ${kind}findings` : formatCount(total.value, `${kind}finding`, `${kind}findings`, many);
  const others = describeFilters(filters).filter(({ name }) => name !== 'state').length;
  const narrowed =
    others === 0 ? '' : ` ${total.value === 1 && !many ? 'matches' : 'match'} ${formatCount(others, 'filter')}`;
  return `${count}${any && others === 0 ? ' in any state' : ''}${narrowed}`;
}
