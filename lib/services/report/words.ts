/** As figures stand in the report: not known is said, never drawn as zero. */
export const orUnknown = (figure: number | null): string => (figure === null ? 'not known' : figure.toFixed(1));

export const signed = (points: number): string => `${points > 0 ? '+' : ''}${points.toFixed(1)}`;

export const time = (text: string | null): string =>
  text === null ? 'never' : `${text.slice(0, 16).replace('T', ' ')} UTC`;

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;

export const totalWords = ({ value, relation }: { value: number; relation: 'exact' | 'at_least' }): string =>
  `${value.toLocaleString('en-US')}${relation === 'exact' ? '' : ' or more'}`;
