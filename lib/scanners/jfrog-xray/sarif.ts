import type { NamedPackage, SarifDialect, SarifItem } from '#lib/scanners/sarif/dialect.ts';
import { asString } from '#lib/scanners/shared/text.ts';

/** `<advisories>_<package>_<version>` */
const RULE_ID = /^(?:(?:CVE-\d{4}-\d{4,9}|XRAY-\d{1,10})_){1,20}([^\s]{1,300})_([\w.+~:-]{1,100})$/;

function packageIn({ rule }: SarifItem, stated: NamedPackage | null): NamedPackage | null {
  const [, name, version] = RULE_ID.exec(rule.id.slice(0, 500)) ?? [];
  return stated ?? (name === undefined ? null : { name, version: asString(version) });
}

export const jfrogXray: SarifDialect = { id: 'jfrog-xray', category: 'dependency', package: packageIn };
export const jfrogXrayScanner: SarifDialect = { ...jfrogXray, id: 'jfrog-xray-scanner' };
export const xray: SarifDialect = { ...jfrogXray, id: 'xray' };
