import { csvRow } from '#lib/domain/export/csv-row.ts';

export type CsvValue = string | number | null;

/** Sums of fractions have digits that mean nothing. */
const rounded = (value: CsvValue): CsvValue => (typeof value === 'number' ? Math.round(value * 100) / 100 : value);

/** The values of a chart; an unknown one is an empty cell. */
export function toCsv(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [head, ...rows].map((row) => csvRow(row.map(rounded))).join('');
}
