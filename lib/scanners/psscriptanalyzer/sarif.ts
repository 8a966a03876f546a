import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

const SECURITY =
  /^(?:PSAvoidUsing(?:PlainTextForPassword|ConvertToSecureStringWithPlainText|UsernameAndPasswordParams|InvokeExpression|BrokenHashAlgorithms|AllowUnencryptedAuthentication|ComputerNameHardcoded)|PSUsePSCredentialType)$/;

export const psscriptanalyzer: SarifDialect = { id: 'psscriptanalyzer', category: linterCategory(SECURITY) };
