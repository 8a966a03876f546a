import { type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { findingTerms } from '../schema/finding.ts';
import { rules, titles } from '../schema/organization.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export type NewRule = Omit<BulkRow<typeof rules>, 'orgId'>;
export type NewTerm = Omit<BulkRow<typeof findingTerms>, 'orgId' | 'repoId'>;

/** Adds rules that the organization does not have. Callers sort them, so that two imports cannot deadlock. */
export async function insertRules(
  tx: Transaction,
  { orgId }: OrganizationScope,
  rows: readonly NewRule[],
): Promise<void> {
  await bulkInsert(tx, rules, { orgId }, rows, { skipKnown: true });
}

/** Adds titles that the organization's findings did not have. Callers sort them, as rules. */
export async function insertTitles(
  tx: Transaction,
  { orgId }: OrganizationScope,
  texts: readonly string[],
): Promise<void> {
  const rows = texts.map((title) => ({ title }));
  await bulkInsert(tx, titles, { orgId }, rows, { skipKnown: true });
}

/** Adds search terms that the repository does not have. */
export async function insertTerms(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly NewTerm[],
): Promise<void> {
  await bulkInsert(tx, findingTerms, { orgId, repoId }, rows, { skipKnown: true });
}
