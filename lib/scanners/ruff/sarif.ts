import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const ruff: SarifDialect = {
  id: 'ruff',
  // The family that comes from Bandit.
  category: linterCategory(/^S\d{3,4}$/),
  isParseFailure: (ruleId, message) => /^(?:invalid-syntax|E999)$/.test(ruleId) || /^SyntaxError\b/.test(message),
};
