import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { asArray, asRecord } from '#lib/scanners/shared/text.ts';

export const kingfisher: SarifDialect = {
  id: 'kingfisher',
  category: 'secret',
  confidence(result) {
    const place = asRecord(asArray(result.locations)[0]);
    return asRecord(place.properties).validation_status === 'Active Credential' ? 'verified' : null;
  },
};
