import type { PackageRef } from './finding.ts';
import { ECOSYSTEMS, normaliseEcosystem, normalisePackageName } from './package.ts';

/** The ecosystem of a package of which no format said one. */
const UNKNOWN = 'generic';

/** Further types of package URLs, whose names have no rules beyond those of all. */
const OTHER_TYPES = ['bitbucket', 'bitnami', 'cocoapods', 'conan', 'conda', 'cran', 'gitlab', 'hackage', UNKNOWN];

/**
 * What a package is looked up by: ecosystem and name, equal for all spellings that the registry takes for one project.
 * Coarser than the key of the identity, because nobody who searches cares for upper case.
 */
export function packageSearchKey(ref: Pick<PackageRef, 'ecosystem' | 'name'>): string {
  const ecosystem = normaliseEcosystem(ref.ecosystem);
  const name = normalisePackageName(ecosystem, ref.name).toLowerCase();
  switch (ecosystem) {
    case 'pypi':
      return `pypi/${name.replace(/[-_.]+/g, '-')}`;
    case 'cargo':
      return `cargo/${name.replaceAll('_', '-')}`;
    default:
      return `${ecosystem}/${name}`;
  }
}

/** Keys of the packages that a text names: one ecosystem's for a package URL, every ecosystem's for a bare name. */
export function packageSearchKeys(text: string): string[] {
  const url = parsePurl(text);
  const ecosystems = url === null ? [...Object.keys(ECOSYSTEMS), ...OTHER_TYPES] : [url.ecosystem, UNKNOWN];
  const name = url === null ? text : url.name;
  return [...new Set(ecosystems.map((ecosystem) => packageSearchKey({ ecosystem, name })))];
}

/** Type and name of a package URL, its version and qualifiers left out; null for any other text. */
export function parsePurl(text: string): { ecosystem: string; name: string } | null {
  const match = /^pkg:\/{0,2}([a-z0-9.+-]{1,40})\/([^?#]{1,500})/i.exec(text.trim());
  const [, type = '', rest = ''] = match ?? [];
  // The version is behind the last `@`, unless that one begins a scope.
  const at = rest.lastIndexOf('@');
  const name = at > 0 ? rest.slice(0, at) : rest;
  return name === '' ? null : { ecosystem: type.toLowerCase(), name: decoded(name) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
