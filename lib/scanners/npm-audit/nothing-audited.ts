import type { Gap } from '#lib/scanners/contract.ts';
import { nothingScanned } from '#lib/scanners/shared/parts.ts';
import { asInteger, asRecord } from '#lib/scanners/shared/text.ts';

/**
 * Why a report says nothing when its metadata counts no dependencies: npm was run where no lock file was. `metadata` of
 * any version: `dependencies.total` (npm 7), `totalDependencies` (npm 6, pnpm, Yarn).
 */
export function nothingAudited(metadata: unknown): Gap[] {
  const { dependencies, totalDependencies } = asRecord(metadata);
  const total = asInteger(asRecord(dependencies).total) ?? asInteger(totalDependencies) ?? asInteger(dependencies);
  return total === 0 ? [nothingScanned('The audit looked at no dependencies at all.')] : [];
}
