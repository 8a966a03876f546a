import { isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { failureWords } from './section.ts';

/** Why a row holds no data; null when it does. A 404 of a question about something that is not there is an answer. */
export function failureOf(row: Json): string | null {
  if (row.status === 'failed') return failureWords(row);
  if (row.data === undefined) return 'no data';
  if (isRecord(row.data) && isError(row.data)) {
    return row.data.message === 'Branch not protected' ? null : failureWords(row.data);
  }
  return null;
}

const ERROR_MEMBERS = ['message', 'documentation_url', 'status', 'errors', 'error', 'error_description', 'scope'];

/** Errors of code hosts have a message, and nothing of what was asked for. */
const isError = (data: Json): boolean =>
  (typeof data.message === 'string' || typeof data.error === 'string') &&
  Object.keys(data).every((name) => ERROR_MEMBERS.includes(name));
