import type { ActionRow } from '#lib/contracts/action.ts';
import { formatDate } from '#lib/format.ts';

/** "overdue since 12 Mar 2026": a reason with the date that belongs to it, in the reader's zone. */
export function reasonText({ text, at }: ActionRow['why'][number]): string {
  return at === null ? text : `${text} ${formatDate(at, null)}`;
}
