import type { AuditFilters } from '#components/queries/audit.ts';
import { AUDIT_CHOICES } from '#lib/domain/audit/audit-groups.ts';

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readAuditFilters(get: (name: string) => string | null): AuditFilters {
  return {
    who: readText(get('who')),
    verb: AUDIT_CHOICES.find((verb) => verb === get('verb')) ?? null,
    target: readText(get('target')),
    since: readDay(get('since')),
    until: readDay(get('until')),
  };
}

/** Null for nothing, and for what the API would refuse. */
function readText(text: string | null): string | null {
  const given = (text ?? '').trim();
  const isPlain = ![...given].some((char) => char < ' ' || char === '\u007f');
  return given !== '' && given.length <= 255 && isPlain ? given : null;
}

function readDay(text: string | null): string | null {
  const match = /^(\d{4})-\d\d-\d\d$/.exec(text ?? '');
  if (text === null || match === null || Number(match[1]) < 1970) return null;
  const day = new Date(text);
  // 30 February is the 2nd of March to a Date.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}
