/** A part of its subject that a report says, or shows, it did not look at: no witness for what lies in it. */
export type Gap = EverythingGap | FilesGap | OutsideGap | RulesGap;

export interface EverythingGap {
  scope: 'everything';
  reason: string;
  /** Nothing was looked at: no resources, files or packages. What `complete=true` of the sender overrules. */
  nothingScanned?: true;
}

export interface FilesGap {
  scope: 'files';
  reason: string;
  /** As the report writes them. */
  paths: string[];
}

/** It looked at these files and folders alone: whatever lies outside of them it did not see. */
export interface OutsideGap {
  scope: 'outside';
  reason: string;
  /** As the report writes them; of a folder everything below it, `.github/workflows`. */
  paths: string[];
}

/** Rules that what was delivered does not answer: it says nothing of what they look at. */
export interface RulesGap {
  scope: 'rules';
  reason: string;
  rules: string[];
  /** What was not told of, each with all that lies in it, `repo:5`; null: everything that the rules look at. */
  subjects: string[] | null;
}

/** What is known of the findings that an unreadable item may stand for: all that is known must match. */
export interface StandsFor {
  rule?: string;
  path?: string;
  package?: string;
  advisory?: string;
}

/** Items of a report that could not be read, all of which may stand for the same findings. */
export interface ItemGap {
  scope: 'item';
  reason: string;
  /** Of the first one. */
  position: string;
  items: number;
  /** Empty: they may stand for any finding. */
  standsFor: StandsFor;
}

export type AnyGap = Gap | ItemGap;

/** A gap, with the findings that are not in the report but stay open because of it. */
export interface KeptOpen {
  gap: AnyGap;
  count: number;
  /** The first of their numbers. */
  numbers: number[];
}

/** A gap as its upload stores it: paths and numbers are the first of them, beside how many there are. */
export type StoredGap = (
  | EverythingGap
  | { scope: 'files' | 'outside'; reason: string; paths: string[]; files: number }
  | Omit<RulesGap, 'subjects'>
  | ItemGap
) & { keptOpen: number; findings: number[] };
