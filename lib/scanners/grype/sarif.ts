import type { NamedPackage, SarifDialect, SarifItem } from '#lib/scanners/sarif/dialect.ts';
import { asString } from '#lib/scanners/shared/text.ts';

const PACKAGE = /reports (\S{1,200}) at version (\S{1,100})|package: (\S{1,200}), version (\S{1,100}) was found/;

function packageIn({ message }: SarifItem, stated: NamedPackage | null): NamedPackage | null {
  const found = PACKAGE.exec(message.slice(0, 2000));
  const name = found?.[1] ?? found?.[3];
  return name === undefined ? stated : { name, version: asString(found?.[2] ?? found?.[4]) };
}

const imageIn = ({ message }: SarifItem, stated: string | null): string | null =>
  / found in image (\S{1,400}) at:? /.exec(message.slice(0, 2000))?.[1] ?? stated;

export const grype: SarifDialect = {
  id: 'grype',
  aliases: ['grype', 'anchoregrypescan', 'anchoregrype', 'anchorecontainervulnerabilityreportt0'],
  category: (_, image) => (image ? 'container' : 'dependency'),
  // It puts `image/` before the paths of an image and its name into the logical location.
  isOfImage: (message) => / installed in the container| was found in image /.test(message),
  package: packageIn,
  image: imageIn,
};

/** The platform that runs it. */
export const anchore: SarifDialect = { id: 'anchore', category: 'container', package: packageIn, image: imageIn };
