import type { Sql } from '#db/client.ts';
import { findAuditHead, readAuditChain } from '#db/queries/audit.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { inSnapshot } from '#db/transaction.ts';
import type { Anchor } from '#lib/domain/audit/anchor-check.ts';
import type { ChainProblem } from '#lib/domain/audit/chain-problem.ts';
import { ChainCheck } from '#lib/domain/audit/check-chain.ts';

export interface VerifiedAudit {
  /** How many entries were found right, from the first one on. */
  entries: number;
  /** Number and hash of the last of them. */
  sequence: number;
  hash: string;
  problem: ChainProblem | null;
  /** Anchors of entries that the retention policy removed: nothing can be said about them. */
  unchecked: readonly Anchor[];
}

/**
 * Computes the hashes of an organization's whole audit log again.
 * @param anchors ends of the log that were noted earlier, elsewhere
 */
export function verifyAudit(
  sql: Sql,
  scope: OrganizationScope,
  anchors: readonly Anchor[] = [],
): Promise<VerifiedAudit> {
  return inSnapshot(sql, async (tx) => {
    const check = new ChainCheck(anchors);
    for await (const entries of readAuditChain(tx, scope)) {
      for (const entry of entries) check.add(entry);
      if (check.problem) break;
    }
    const problem = check.problem ?? check.end(await findAuditHead(tx, scope));
    const { entries, last, uncheckedAnchors: unchecked } = check;
    return { entries, ...last, problem, unchecked };
  });
}
