import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const rubocop: SarifDialect = {
  id: 'rubocop',
  category: linterCategory(/^Security\//),
  isParseFailure: (ruleId) => ruleId === 'Lint/Syntax',
};
