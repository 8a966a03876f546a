import type { Suppression } from '#lib/domain/finding/finding.ts';
import { asString, type Json } from '#lib/scanners/shared/text.ts';

/** `gone`: fixed or removed, so it is no part of what the report holds. */
export type Standing = { kind: 'open' } | { kind: 'gone' } | { kind: 'suppressed'; suppression: Suppression };

const OPEN: Standing = { kind: 'open' };
const GONE: Standing = { kind: 'gone' };

/** `status` with `resolution`, and `issueStatus`, which replaces both from version 10.4 on (first `simpleStatus`). */
export function standingOf(issue: Json): Standing {
  const word = (key: string): string => (asString(issue[key]) ?? '').toUpperCase().replaceAll('-', '_');
  const status = word('status');
  const decision = word('resolution') || word('issueStatus') || word('simpleStatus');
  if (decision === 'FALSE_POSITIVE' || decision === 'WONTFIX' || decision === 'ACCEPTED' || decision === 'SAFE') {
    return { kind: 'suppressed', suppression: { kind: 'external', justification: WORDS[decision] } };
  }
  // Seen in review and found to be a risk: it waits for its fix.
  if (decision === 'ACKNOWLEDGED') return OPEN;
  if (decision === 'FIXED' || decision === 'REMOVED' || status === 'CLOSED' || status === 'RESOLVED') return GONE;
  if (status !== 'REVIEWED') return OPEN;
  return { kind: 'suppressed', suppression: { kind: 'external', justification: 'reviewed in SonarQube' } };
}

const WORDS = {
  FALSE_POSITIVE: 'false positive in SonarQube',
  WONTFIX: 'will not be fixed (decided in SonarQube)',
  ACCEPTED: 'accepted in SonarQube',
  SAFE: 'reviewed as safe in SonarQube',
} as const;
