/** Test helper: findings of a report and of a stream, of which a test says only what it is about. */
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { IncomingFinding, PresentFinding } from './move.ts';

export const incomingExample = (
  given: Pick<IncomingFinding, 'index' | 'key'> & Partial<IncomingFinding>,
): IncomingFinding => ({
  contentHash: 'c',
  move: null,
  path: null,
  line: null,
  scanner: 'semgrep',
  ruleId: 'rule',
  suppressed: false,
  ...given,
});

export const presentExample = (
  given: Pick<PresentFinding, 'number' | 'key'> & Partial<PresentFinding>,
): PresentFinding => ({ contentHash: 'c', move: null, path: null, line: null, ...given });

export const knownExample = (given: Pick<KnownFinding, 'number' | 'key'> & Partial<KnownFinding>): KnownFinding => ({
  state: 'open',
  category: 'sast',
  severity: 3,
  severitySet: null,
  scanner: 'semgrep',
  ruleId: 'rule',
  path: null,
  line: null,
  actionNumber: 1,
  ...given,
});
