import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const shellcheck: SarifDialect = {
  id: 'shellcheck',
  category: linterCategory(null),
  isParseFailure: (ruleId) => /^(?:SC)?107[23]$/.test(ruleId),
};
