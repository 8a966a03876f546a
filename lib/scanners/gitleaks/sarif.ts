import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { asString } from '#lib/scanners/shared/text.ts';

const SUFFIX = ' secret detected';

export const gitleaks: SarifDialect = {
  id: 'gitleaks',
  aliases: ['gitleaks'],
  category: 'secret',
  // Version 7 names its rule only in the message: `AWS Access Key secret detected`.
  ruleInMessage: (message) => (message.endsWith(SUFFIX) ? message.slice(0, -SUFFIX.length) : null),
  // Version 8 writes the secret itself as the snippet; version 7 a line, and the secret as `offender`.
  secretIn: ({ result }, snippet) => (asString(result.ruleId) === null ? null : snippet),
};
