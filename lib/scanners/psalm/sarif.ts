import { linterCategory } from '#lib/scanners/sarif/category.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const psalm: SarifDialect = { id: 'psalm', category: linterCategory(/^Tainted[A-Z]/, true) };
