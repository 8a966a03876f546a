import { redactText } from '../redaction/redact.ts';
import type { AuditDetail } from './entry.ts';

const FIELDS = 20;
const ITEMS = 20;
const CHARACTERS = 255;

/** Text as the log keeps it: no secrets, nothing that the database refuses, at most 255 characters. */
export function boundText(text: string): string {
  // Cut first, with a margin: nobody's text may cost more than what is kept of it.
  const clean = redactText(
    text
      .slice(0, 4 * CHARACTERS)
      .replaceAll('\0', '')
      .toWellFormed(),
    [],
  );
  if (clean.length <= CHARACTERS) return clean;
  return `${clean.slice(0, CHARACTERS - 1)}…`.toWellFormed();
}

function boundList(list: readonly string[]): string[] {
  const kept = list.slice(0, ITEMS).map(boundText);
  return list.length > ITEMS ? [...kept, `… ${list.length - ITEMS} more`] : kept;
}

/** A detail of at most 20 fields with lists of at most 20 texts. Numbers that JSON has not become null. */
export function boundDetail(detail: AuditDetail): AuditDetail {
  const fields = Object.entries(detail)
    .slice(0, FIELDS)
    .map(([key, value]) => {
      if (typeof value === 'string') return [key, boundText(value)] as const;
      if (typeof value === 'number') return [key, Number.isSafeInteger(value) ? value : null] as const;
      if (value === null || typeof value === 'boolean') return [key, value] as const;
      return [key, boundList(value)] as const;
    });
  return Object.fromEntries(fields);
}
