/** The bound organization; null, and so equal to none, in a session that is bound to no organization. */
const BOUND = `nullif(current_setting('app.org_id', true), '')::int`;
/** Read once per statement: a bare function would be called for every row (10 ms of a text search over a million findings). */
const BOUND_ONCE = `(select ${BOUND})`;

/** Tables without `org_id` whose rows belong to an organization: the column that has it, or when a row belongs to it. */
const OWNED_OTHERWISE: Readonly<Record<string, { column: string } | { condition: string }>> = {
  organizations: { column: 'id' },
  // Row-level security applies to `users` inside of the condition too.
  setup_codes: { condition: 'user_id in (select id from users)' },
};

/** Tables whose rows are only ever added: the application's role may not change or remove them. */
const APPEND_ONLY: ReadonlySet<string> = new Set(['audit_entries']);

/** What the application's role may do with a table, and with which of its rows. */
export interface Isolation {
  /** When a row belongs to the bound organization; null when the role may not touch the table at all. */
  condition: string | null;
  /** What must hold for every row that is written, by whomever; null where no column names the organization. */
  check: string | null;
  /** In the order of the alphabet. */
  rights: readonly string[];
  /** Whether bound reads find a view in the table's place. */
  isViewed: boolean;
}

/** @param columns of the table */
export function isolationOf(table: string, columns: readonly string[]): Isolation {
  const owned = OWNED_OTHERWISE[table] ?? (columns.includes('org_id') ? { column: 'org_id' } : null);
  if (owned === null) return { condition: null, check: null, rights: [], isViewed: false };
  const rights = APPEND_ONLY.has(table) ? ['insert', 'select'] : ['delete', 'insert', 'select', 'update'];
  if ('condition' in owned) return { condition: owned.condition, check: null, rights, isViewed: false };
  const { column } = owned;
  return {
    condition: `${column} = ${BOUND_ONCE}`,
    // No query may stand in a constraint.
    check: `${column} = coalesce(${BOUND}, ${column})`,
    rights,
    isViewed: true,
  };
}
