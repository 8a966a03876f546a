import type { ReportOrigin } from '#lib/domain/provenance/provenance.ts';
import { withoutUser } from '#lib/domain/redaction/find-addresses.ts';
import { clean } from './clean.ts';

const MOST = 20;
const LENGTH = 300;

/** What a report says of where it was made: bounded, storable, without secrets; a checkout's address often holds a token. */
export function cleanOrigins(origins: readonly ReportOrigin[], redact: (text: string) => string): ReportOrigin[] {
  const said = (text: string | null): string | null =>
    text === null ? null : redact(clean(withoutUser(text), LENGTH)) || null;
  return origins
    .slice(0, MOST)
    .map(({ repository, ref, commit }) => ({ repository: said(repository), ref: said(ref), commit: said(commit) }));
}
