import type { Total } from '#lib/contracts/common.ts';
import { formatNumber } from '#lib/format.ts';

/** `1,000+` where counting stopped. */
export const countText = ({ value, relation }: Total): string =>
  `${formatNumber(value)}${relation === 'at_least' ? '+' : ''}`;
