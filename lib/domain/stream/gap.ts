/** A part of its subject that a report says, or shows, it did not look at: no witness for what lies in it. */
export type Gap = EverythingGap | FilesGap;

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

/** What is known of the findings that an unreadable item may stand for: all that is known must match. */
export interface StandsFor {
  rule?: string;
  path?: string;
  package?: string;
  advisory?: string;
}
