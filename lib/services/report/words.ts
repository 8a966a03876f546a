import { formatNumber, formatTotal } from '#lib/format.ts';

/** As figures stand in the report: not known is said, never drawn as zero. */
export const orUnknown = (figure: number | null): string => (figure === null ? 'not known' : formatNumber(figure, 1));

/** To the minute: what is older than a report is told by days. */
export const time = (text: string | null): string =>
  text === null ? 'never' : `${text.slice(0, 16).replace('T', ' ')} UTC`;

export const totalWords = ({ value, relation }: { value: number; relation: 'exact' | 'at_least' }): string =>
  formatTotal(value, relation === 'at_least');
