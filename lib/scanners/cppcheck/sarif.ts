import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

const PARSE_FAILURE =
  /^(?:syntaxError|internalAstError|internalError|cppcheckError|preprocessorErrorDirective|unknownMacro)$/;

export const cppcheck: SarifDialect = {
  id: 'cppcheck',
  category: linterCategory(null),
  isParseFailure: (ruleId) => PARSE_FAILURE.test(ruleId),
};
