import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

/** Plugins about security, and core rules whose ids do not say it. */
const SECURITY =
  /^(?:(?:@?[\w-]+\/)?(?:eslint-plugin-)?(?:security|no-unsanitized|no-secrets|security-node|scanjs-rules|xss|sdl)\/|react\/(?:no-danger|jsx-no-target-blank|jsx-no-script-url)|no-(?:eval|implied-eval|new-func|script-url)$)/;

export const eslint: SarifDialect = {
  id: 'eslint',
  category: linterCategory(SECURITY),
  isParseFailure: (_, message) => message.startsWith('Parsing error:'),
};

/** Linters that took over its names of rules. */
export const biome: SarifDialect = { id: 'biome', category: linterCategory(SECURITY) };
export const oxlint: SarifDialect = { id: 'oxlint', category: linterCategory(SECURITY) };
export const tslint: SarifDialect = { id: 'tslint', category: linterCategory(SECURITY) };
