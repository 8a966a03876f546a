import { advisoryPackage } from '#lib/scanners/checkov/package-rule.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

/** The platform runs Checkov under its own name; rules that are Checkov's are recognised by their ids. */
export const prismaCloud: SarifDialect = {
  id: 'prisma-cloud',
  category: 'container',
  package: ({ rule }, stated) => stated ?? advisoryPackage(rule.id),
};
