import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { TRUSTED } from './trusted.ts';

export const fortify: SarifDialect = {
  id: 'fortify',
  aliases: [
    'fortify',
    'fortifyscan',
    'microfocusfortifystaticcodeanalyzer',
    'fortifysast',
    'fortifystaticcodeanalyzer',
  ],
  trusted: TRUSTED,
};
