import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

/** Of the compiler's own analyzers, of Security Code Scan, and of SonarAnalyzer. */
const SECURITY = /^(?:CA(?:2100|2[23]\d\d|3\d{3}|5\d{3})|SCS\d{4}|S\d{3,4})$/;

export const roslyn: SarifDialect = {
  id: 'roslyn',
  aliases: ['roslyn', 'microsoftrvisualccompiler', 'microsoftrvisualbasiccompiler', 'microsoftrfcompiler'],
  category: linterCategory(SECURITY),
};
