import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const hadolint: SarifDialect = {
  id: 'hadolint',
  category: 'iac',
  isParseFailure: (ruleId) => ruleId === 'DL1000',
};
