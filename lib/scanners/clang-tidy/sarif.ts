import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const clangTidy: SarifDialect = {
  id: 'clang-tidy',
  category: linterCategory(/^clang-analyzer-security\./),
  isParseFailure: (ruleId) => ruleId === 'clang-diagnostic-error',
};
