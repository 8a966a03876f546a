import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const stylelint: SarifDialect = {
  id: 'stylelint',
  category: linterCategory(null),
  isParseFailure: (ruleId) => ruleId === 'CssSyntaxError',
};
