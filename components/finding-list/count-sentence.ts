import type { FindingFilters } from '#components/queries/findings.ts';
import type { Total } from '#lib/contracts/common.ts';
import { formatCapital, formatCount, formatList } from '#lib/format.ts';
import { describeFilters, isAnyState } from './filters.ts';
import { STATE_WORD } from './words.ts';

/** `412 open findings`, `10,000+ findings`, `no open findings`. */
export function countWords(filters: FindingFilters, total: Total): string {
  const kind = isAnyState(filters.state) ? '' : `${formatList(filters.state.map((state) => STATE_WORD[state]))} `;
  if (total.value === 0) return `no ${kind}findings`;
  return formatCount(total.value, `${kind}finding`, `${kind}findings`, total.relation === 'at_least');
}

/** `412 open findings`, `10,000+ open findings match 2 filters`, `3 findings in any state`. */
export function countSentence(filters: FindingFilters, total: Total): string {
  const words = countWords(filters, total);
  const others = describeFilters(filters).filter(({ name }) => name !== 'state').length;
  const isOne = total.value === 1 && total.relation === 'exact';
  const narrowed = others === 0 ? '' : ` ${isOne ? 'matches' : 'match'} ${formatCount(others, 'filter')}`;
  const any = isAnyState(filters.state) && others === 0 ? ' in any state' : '';
  return `${formatCapital(words)}${any}${narrowed}`;
}
