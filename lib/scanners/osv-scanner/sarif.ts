import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { asString } from '#lib/scanners/shared/text.ts';
import { fixedInTable } from './fixed-versions.ts';

const MESSAGE = /^Package '([^']{1,300}?)@([^'@]{0,100})' is vulnerable to/;

export const osvScanner: SarifDialect = {
  id: 'osv-scanner',
  aliases: ['osvscanner'],
  category: 'dependency',
  package({ message }, stated) {
    const [, name, version] = MESSAGE.exec(message) ?? [];
    return name === undefined ? stated : { name, version: asString(version) };
  },
  fixedVersions: ({ rule }, name) => fixedInTable(rule.helpText, name),
};
