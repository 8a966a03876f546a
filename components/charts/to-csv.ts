export type CsvValue = string | number | null;

function cell(value: CsvValue): string {
  if (value === null) return '';
  // Sums of fractions have digits that mean nothing.
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  // A spreadsheet would run text that begins like a formula; names come from reports.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180: commas, quotes doubled, CRLF; an unknown value is an empty cell. */
export function toCsv(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
