import { normalisePath } from '#lib/domain/finding/path.ts';
import type { NamedPackage, SarifItem } from './dialect.ts';

/** `acme-core-2.14.1.jar`, as the name of a file or as the beginning of a message. */
const LIBRARY =
  /^([\w.+-]{1,200}?)(?:-(v?\d[\w.+-]{0,80}?))?\.(?:jar|war|ear|aar|whl|nupkg|gem|dll|crate|tgz)(?=$|[\s:,;)])/i;
const CPE = /^cpe:(?:2\.3:|\/)[aoh]:[^:]{1,100}:([^:]{1,200})(?::([^:*]{1,100}))?(?=:|$)/i;

function inName(text: string): NamedPackage | null {
  const [, name, version = null] = LIBRARY.exec(text.slice(0, 400)) ?? [];
  return name === undefined ? null : { name, version };
}

/** What a vulnerability is of whose package the report does not say: the library's file, else the document that was scanned. */
export function ownComponent({ message, locations }: SarifItem): NamedPackage {
  const [place] = locations;
  const path = normalisePath(place?.path ?? null);
  const file = path?.slice(path.lastIndexOf('/') + 1) ?? '';
  const [, product, version = null] = CPE.exec((place?.label ?? '').slice(0, 500)) ?? [];
  const named = product === undefined ? null : { name: product, version };
  return inName(file) ?? named ?? inName(message) ?? { name: path ?? place?.label ?? 'this project', version: null };
}
