import type { NamedPackage, SarifDialect, SarifItem } from '#lib/scanners/sarif/dialect.ts';
import { asString } from '#lib/scanners/shared/text.ts';

const MESSAGE = /^([\w-]{1,100}) (\d[\w.+-]{0,100}) (?:is vulnerable to [A-Z]+-\d|has an? \w{1,40} warning)/;

function crate({ message }: SarifItem, stated: NamedPackage | null): NamedPackage | null {
  const [, name, version] = MESSAGE.exec(message.slice(0, 500)) ?? [];
  return stated ?? (name === undefined ? null : { name, version: asString(version) });
}

export const cargoAudit: SarifDialect = { id: 'cargo-audit', category: 'dependency', package: crate };
export const cargoDeny: SarifDialect = { id: 'cargo-deny', category: 'dependency', package: crate };
