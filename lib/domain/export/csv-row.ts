export type CsvValue = string | number | boolean | null;

/** What makes a spreadsheet run a text: signs of a formula, also those of full width, and what is skipped before them. */
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  // Names come from reports: an apostrophe makes text of what would be run.
  const text = RUNS.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A record of RFC 4180 with its end: commas, quotes doubled, CRLF; an unknown value is an empty cell. */
export function csvRow(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}
