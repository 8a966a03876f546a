import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const cfnLint: SarifDialect = {
  id: 'cfn-lint',
  category: 'iac',
  isParseFailure: (ruleId) => ruleId === 'E0000',
};
