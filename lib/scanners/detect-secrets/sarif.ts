import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const detectSecrets: SarifDialect = {
  id: 'detect-secrets',
  aliases: ['detectsecrets'],
  category: 'secret',
  trusted: [{ name: 'hashed_secret', pathFree: true }],
};
