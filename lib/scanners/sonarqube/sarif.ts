import { fromRepositoryRoot } from '#lib/domain/finding/path.ts';
import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { TRUSTED } from './trusted.ts';

export const sonarqube: SarifDialect = {
  id: 'sonarqube',
  aliases: ['sonarqube', 'sonarcloud', 'sonarqubecloud', 'sonarqubeserver'],
  category: linterCategory(/^S\d{3,4}$/, true),
  path: fromRepositoryRoot,
  trusted: TRUSTED,
};

/** Signed by tools that fetch its issues and write them as SARIF. */
export const sonar: SarifDialect = { id: 'sonar', trusted: TRUSTED };
