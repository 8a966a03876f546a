import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const flawfinder: SarifDialect = {
  id: 'flawfinder',
  trusted: [{ name: 'contextHash/v1', pathFree: true }],
};
