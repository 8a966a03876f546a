import type { PackagePlace } from '#lib/domain/identity/package-base.ts';

/** The ecosystem of a package whose format does not say one: no guess enters the key. */
export const UNKNOWN_ECOSYSTEM = 'generic';

/** Keys of packages of which no ecosystem is known begin with this. */
export const UNKNOWN_PACKAGES = `${UNKNOWN_ECOSYSTEM}/`;

export const isUnknownPackage = (packageKey: string | null): boolean =>
  packageKey?.startsWith(UNKNOWN_PACKAGES) ?? false;

/** Spellings differ where no ecosystem's rules apply: upper case, and which separators stand in a name. */
function loosened(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_.]+/g, '-')
    .replace(/:/g, '/');
}

/** What a package of a known ecosystem may be called by a format that says none: Maven's group is often left out. */
function looseNames(packageKey: string): string[] {
  const slash = packageKey.indexOf('/');
  const [ecosystem, name] = [packageKey.slice(0, slash), loosened(packageKey.slice(slash + 1))];
  return ecosystem === 'maven' ? [name, name.slice(name.lastIndexOf('/') + 1)] : [name];
}

/** A finding about a package as far as unknown ecosystems are concerned. `packageKey`: `npm/left-pad`. */
export interface PlacedPackage {
  category: PackagePlace['category'];
  image: string | null;
  packageKey: string;
  advisory: string;
}

/** Whether a package of an unknown ecosystem may be this one: the same name, advisory and image. */
export function mayBeSame(unknown: PlacedPackage, known: PlacedPackage): boolean {
  return (
    !isUnknownPackage(known.packageKey) &&
    unknown.category === known.category &&
    unknown.image === known.image &&
    unknown.advisory === known.advisory &&
    looseNames(known.packageKey).includes(loosened(unknown.packageKey.slice(UNKNOWN_PACKAGES.length)))
  );
}

/** The key of the one known package that it is; null where none fits, or several do. */
export function onlyOne(
  unknown: PlacedPackage,
  known: readonly (PlacedPackage & { key: string })[],
): (PlacedPackage & { key: string }) | null {
  const fitting = new Map(known.filter((one) => mayBeSame(unknown, one)).map((one) => [one.key, one]));
  const [first = null] = fitting.values();
  return fitting.size === 1 ? first : null;
}
