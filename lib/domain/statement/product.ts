/** What a statement is about, as far as findings can be compared with it. */
export interface Product {
  /** As the document names it, for people. */
  text: string;
  /** The package, as it is looked up by (`packageSearchKey`); null: whatever is in the place. */
  packageKey: string | null;
  /** Exactly this one; null: all. */
  version: string | null;
  /** Whether it is about one place only: the repository, or the image, with these names. None: nothing of ours. */
  bound: boolean;
  repository: string | null;
  image: string | null;
  /**
   * Whether it says more than findings know (an architecture, a distribution, a build of an image), so that a finding
   * that matches may be another one. A person can adopt it; nothing does so by itself.
   */
  narrow: boolean;
}

/** A finding as products are compared with it. */
export interface Sighted {
  packageKey: string | null;
  version: string | null;
  /** Full name of its repository. */
  repository: string;
  image: string | null;
}

/** Go writes a `v` before versions, and some scanners take it away. */
export function comparedVersion(packageKey: string | null, version: string): string {
  return packageKey?.startsWith('golang/') === true ? version.replace(/^v+/, '') : version;
}

/**
 * Whether a product is, or may be (`narrow`), the one that the finding is in. @public what `productMatches` of the database
 * is compared with
 */
export function isAbout(product: Product, finding: Sighted): boolean {
  const { packageKey, version, bound, repository, image } = product;
  if (packageKey !== null && packageKey !== finding.packageKey) return false;
  if (version !== null) {
    if (finding.version === null || comparedVersion(packageKey, finding.version) !== version) return false;
  }
  if (!bound) return packageKey !== null;
  const isThere = repository !== null && repository === finding.repository.toLowerCase();
  return isThere || (image !== null && image === finding.image);
}
