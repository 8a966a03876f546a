import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const flake8: SarifDialect = {
  id: 'flake8',
  // Of the plugin flake8-bandit.
  category: linterCategory(/^S\d{3,4}$/),
  isParseFailure: (ruleId) => ruleId === 'E999',
};
