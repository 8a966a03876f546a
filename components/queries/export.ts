import type { ExportFormat } from '#lib/contracts/export-formats.ts';
import { withScope } from '#lib/contracts/scope-address.ts';

/** A list that can be saved, by its address. */
export type ExportedList =
  | 'findings'
  | 'actions'
  | 'exceptions'
  | 'coverage'
  | 'coverage/cadence'
  | 'access-reviews/revocations'
  | `frameworks/${string}`
  | `privileges/${string}`;

/** Where the browser saves a list with these filters. */
export function exportHref(scope: string | null, list: ExportedList, search: string, format: ExportFormat): string {
  const filters = search === '' ? '' : `&${search}`;
  const path = `/api/v1/${list}/export?format=${format}${filters}`;
  // Reviews are of the whole organization.
  return list === 'access-reviews/revocations' ? path : withScope(path, scope);
}
