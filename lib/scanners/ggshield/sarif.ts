import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const ggshield: SarifDialect = {
  id: 'ggshield',
  category: 'secret',
  trusted: [{ name: 'ignore_sha', pathFree: true }],
};
