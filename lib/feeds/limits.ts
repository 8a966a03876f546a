const MIB = 1024 * 1024;

/** What a file of a feed may hold; the largest ones that are published are far below. */
export const FEED_LIMITS = {
  /** Inflated bytes of an EPSS or KEV file. */
  bytes: 128 * MIB,
  /** Rows of EPSS: one for each CVE there is, a third of a million in 2026. */
  rows: 2_000_000,
  /** Characters of one line of a CSV file. */
  line: 1000,
  /** Members of a dump, inflated bytes of one and of all. */
  members: 1_000_000,
  member: 16 * MIB,
  total: 8 * 1024 * MIB,
  ratio: 200,
  /** Of one record of OSV: other names, packages, and versions of a range. */
  names: 500,
  affected: 20_000,
  events: 20_000,
};
