import type { StatementFilters } from '#components/queries/statements.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';

/** Reads the filters from the address, ignoring invalid values. */
export function readStatementFilters(get: (name: string) => string | null): StatementFilters {
  const document = get('document');
  const matched = get('matched');
  return {
    document: document !== null && /^[1-9]\d{0,8}$/.test(document) ? Number(document) : null,
    status: STATEMENT_STATUSES.find((status) => status === get('status')) ?? null,
    matched: matched === 'yes' || matched === 'no' ? matched : null,
  };
}
