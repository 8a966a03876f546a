import type { Sql } from '#db/client.ts';
import { findAuditHead, readAuditChain } from '#db/queries/audit.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { inSnapshot } from '#db/transaction.ts';
import { ChainCheck, type ChainProblem } from '#lib/domain/audit/check-chain.ts';
import type { ChainHead } from '#lib/domain/audit/entry.ts';

export interface VerifiedAudit {
  /** Entries that were found right, from the first one on. */
  entries: number;
  /** Hash of the last of them. */
  hash: string;
  problem: ChainProblem | null;
}

/**
 * Computes the hashes of an organization's whole audit log again.
 * @param anchor an end of the log that was noted earlier, elsewhere
 */
export function verifyAudit(
  sql: Sql,
  scope: OrganizationScope,
  anchor: ChainHead | null = null,
): Promise<VerifiedAudit> {
  return inSnapshot(sql, async (tx) => {
    const check = new ChainCheck(anchor);
    for await (const entries of readAuditChain(tx, scope)) {
      for (const entry of entries) check.add(entry);
      if (check.problem) break;
    }
    const problem = check.problem ?? check.end(await findAuditHead(tx, scope));
    return { entries: check.last.sequence, hash: check.last.hash, problem };
  });
}
