import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const golangciLint: SarifDialect = {
  id: 'golangci-lint',
  // Rules are named after the linters that it runs, gosec's by their own ids in some versions.
  category: linterCategory(/^(?:gosec|G\d{3}$)/, true),
  isParseFailure: (ruleId) => ruleId === 'typecheck',
};
