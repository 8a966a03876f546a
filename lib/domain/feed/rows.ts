/** What EPSS says of one vulnerability. */
export interface EpssRow {
  advisory: string;
  /** Probability of exploitation in the next 30 days, 0 to 1. */
  epss: number;
  /** Share of all vulnerabilities with this probability or less, 0 to 1. */
  percentile: number;
}

/** What KEV says of one vulnerability. */
export interface KevRow {
  advisory: string;
  /** Days, as `2026-11-03`. */
  addedOn: string;
  dueOn: string;
  /** Used by those who demand ransoms. */
  ransomware: boolean;
}
