import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const pylint: SarifDialect = {
  id: 'pylint',
  category: linterCategory(null),
  isParseFailure: (ruleId) => /^(?:E0001|syntax-error|F0002|astroid-error)$/.test(ruleId),
};
