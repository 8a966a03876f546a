import { fromRepositoryRoot } from '#lib/domain/finding/path.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const terrascan: SarifDialect = { id: 'terrascan', category: 'iac', path: fromRepositoryRoot };
