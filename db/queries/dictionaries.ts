import { type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { findingTerms } from '../schema/finding.ts';
import { rules } from '../schema/organization.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export type NewRule = Omit<BulkRow<typeof rules>, 'orgId'>;
export type NewTerm = Omit<BulkRow<typeof findingTerms>, 'orgId' | 'repoId'>;

/** Adds the rules that the organization does not know. Callers keep to one order, so that two imports cannot lock each other out. */
export async function insertRules(
  tx: Transaction,
  { orgId }: OrganizationScope,
  rows: readonly NewRule[],
): Promise<void> {
  await bulkInsert(tx, rules, { orgId }, rows, { skipKnown: true });
}

/** Adds the search terms that the repository does not know. */
export async function insertTerms(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly NewTerm[],
): Promise<void> {
  await bulkInsert(tx, findingTerms, { orgId, repoId }, rows, { skipKnown: true });
}
