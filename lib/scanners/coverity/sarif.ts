import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const coverity: SarifDialect = {
  id: 'coverity',
  trusted: [{ name: 'mergeKey', pathFree: false }],
};
