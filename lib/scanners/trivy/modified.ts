import type { Suppression } from '#lib/domain/finding/finding.ts';
import { asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

/** A result that Trivy found and was told not to count (`--show-suppressed`): which list it is from, and why. */
export interface Modified {
  list: string;
  item: Json;
  /** Null for what was changed but still counts. */
  suppression: Suppression | null;
}

const LISTS: ReadonlyMap<string, string> = new Map([
  ['vulnerability', 'Vulnerabilities'],
  ['misconfiguration', 'Misconfigurations'],
  ['secret', 'Secrets'],
  ['license', 'Licenses'],
]);

/** What VEX can say of a vulnerability without taking it out. */
const COUNTING: ReadonlySet<string> = new Set(['affected', 'under_investigation']);

/** Null when the kind of finding is not known. */
export function modified(value: Json): Modified | null {
  const list = LISTS.get(asString(value.Type)?.toLowerCase() ?? '');
  if (list === undefined) return null;
  const item = asRecord(value.Finding);
  const status = asString(value.Status)?.toLowerCase() ?? '';
  if (COUNTING.has(status)) return { list, item, suppression: null };
  const words = [value.Status, value.Statement, value.Source].map(asString).filter((word) => word !== null);
  // `ignored` is said by files in the repository (of any name) and flags; the other words come out of VEX documents.
  const kind = status === 'ignored' ? 'in_code' : 'external';
  return { list, item, suppression: { kind, justification: words.join(': ') || null } };
}
