import type { Suppression } from '#lib/domain/finding.ts';
import { asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

/** A result that Trivy found and was told not to count (`--show-suppressed`): which list it is from, and why. */
export interface Modified {
  list: string;
  item: Json;
  suppression: Suppression;
}

const LISTS: ReadonlyMap<string, string> = new Map([
  ['vulnerability', 'Vulnerabilities'],
  ['misconfiguration', 'Misconfigurations'],
  ['secret', 'Secrets'],
  ['license', 'Licenses'],
]);

/** Null when the kind of finding is not known. */
export function modified(value: Json): Modified | null {
  const list = LISTS.get(asString(value.Type)?.toLowerCase() ?? '');
  if (list === undefined) return null;
  const source = asString(value.Source);
  const words = [asString(value.Status), asString(value.Statement), source].filter((word) => word !== null);
  // An ignore file lives in the repository; everything else (VEX) is decided outside of it.
  const kind = source?.includes('.trivyignore') === true ? 'in_code' : 'external';
  return { list, item: asRecord(value.Finding), suppression: { kind, justification: words.join(': ') || null } };
}
