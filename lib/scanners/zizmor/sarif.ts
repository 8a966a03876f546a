import type { SarifDialect, SarifItem } from '#lib/scanners/sarif/dialect.ts';
import { asArray, asRecord, asString } from '#lib/scanners/shared/text.ts';

export const zizmor: SarifDialect = { id: 'zizmor', category: 'pipeline', job: jobAndStep };

/** It tells the way to the place inside the workflow: `jobs`, `build`, `steps`, 0. */
function jobAndStep({ result }: SarifItem): { job: string | null; step: string | null } {
  const location = asRecord(asArray(result.locations)[0]);
  const symbolic = asRecord(asRecord(asRecord(asArray(location.logicalLocations)[0]).properties).symbolic);
  const route = asRecord(symbolic.route);
  const parts = asArray(Array.isArray(symbolic.route) ? symbolic.route : (route.route ?? route.components))
    .map((part) => asString(part) ?? asString(asRecord(part).Key) ?? asString(asRecord(part).Index))
    .filter((part) => part !== null);
  const after = (word: string) => {
    const at = parts.indexOf(word);
    return at === -1 ? null : (parts[at + 1] ?? null);
  };
  return { job: after('jobs'), step: after('steps') };
}
