/** Kinds of rows in the order in which they refer to one another. */
export const ROW_KINDS = ['resource', 'principal', 'membership', 'grant'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export type RowRecord = Readonly<Record<string, unknown>>;

/** One thing that an inventory says, as its history keeps it. */
export interface PrivilegeRow {
  kind: RowKind;
  /** What makes it the same in each snapshot. */
  key: string;
  /** Keys of what it refers to: a resource to the one it lies in, a membership to member and group, a grant to principal and resource. */
  refs: readonly string[];
  /** Sections that must be whole before its absence says anything; null: all. */
  sections: readonly string[] | null;
  record: RowRecord;
}
