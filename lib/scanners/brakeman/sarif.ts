import type { Confidence } from '#lib/domain/finding/finding.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { asString } from '#lib/scanners/shared/text.ts';

const BY_LEVEL: ReadonlyMap<string, Confidence> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
]);

export const brakeman: SarifDialect = {
  id: 'brakeman',
  // Its levels are its confidences.
  confidence: (result) => BY_LEVEL.get(asString(result.level) ?? '') ?? 'unknown',
  trusted: [{ name: 'fingerprint', pathFree: false }],
};
