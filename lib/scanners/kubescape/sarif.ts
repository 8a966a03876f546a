import { fromRepositoryRoot } from '#lib/domain/finding/path.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const kubescape: SarifDialect = { id: 'kubescape', category: 'iac', path: fromRepositoryRoot };
