import type { FindingRow } from '#lib/contracts/finding.ts';

/** A line for each finding, with its whole address. Browser only. */
export function linksTo(rows: readonly FindingRow[]): string {
  return rows.map((row) => `${row.ref} ${row.title} ${window.location.origin}${row.url}`).join('\n');
}
