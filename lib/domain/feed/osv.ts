/** From a version on, up to where. A part that is missing has no bound on that side. */
export interface OsvInterval {
  /** `0`: from the first. */
  introduced: string;
  /** The first version without the problem. */
  fixed?: string;
  /** The last version with it, where no version is known that fixes it. */
  lastAffected?: string;
}

/** The versions of one package that have the problem. */
export interface OsvAffected {
  /** As `packageSearchKey` writes it: `npm/lodash`. */
  package: string;
  intervals: readonly OsvInterval[];
}

/** What counts of a record of OSV. */
export interface OsvRow {
  id: string;
  /** ISO 8601. */
  modified: string;
  withdrawn: boolean;
  /** All names of the problem, the id among them. */
  names: readonly string[];
  /** Only packages of which it says a version that fixes the problem. */
  affected: readonly OsvAffected[];
  /** Critical 4 … info 0; null: it does not say. */
  severity: number | null;
}
