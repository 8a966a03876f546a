import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const checkmarx: SarifDialect = {
  id: 'checkmarx',
  trusted: [{ name: 'similarityId', pathFree: false }],
};
