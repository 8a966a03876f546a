import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const scorecard: SarifDialect = {
  id: 'scorecard',
  aliases: ['scorecard', 'ossfscorecard', 'openssfscorecard'],
  category: 'pipeline',
  // What it writes for a result about the whole repository.
  path: (path) => (path === 'no file associated with this alert' ? null : path),
};
