import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { asRecord, asString } from '#lib/scanners/shared/text.ts';

export const dockerScout: SarifDialect = {
  id: 'docker-scout',
  aliases: ['dockerscout'],
  category: 'container',
  runImage: (run) => asString(asRecord(run.automationDetails).id),
};
