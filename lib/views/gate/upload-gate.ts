import type { Connection } from '#db/client.ts';
import { findGateAnswer } from '#db/queries/gates.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { GateResult } from '#lib/contracts/gate.ts';
import { gateView } from './gate-view.ts';

/** What the policy said of an upload; null where none judged it. */
export async function uploadGate(
  sql: Connection,
  upload: Upload,
  names: { repo: string; publicUrl: string },
): Promise<GateResult | null> {
  if (upload.gate === null) return null;
  const scope = { orgId: upload.orgId, repoId: upload.repoId };
  const found = await findGateAnswer(sql, scope, upload.number);
  if (found === null) return null;
  const { policyVersion, overrideVersion, answer, at } = found;
  return gateView(answer, {
    ...names,
    ...{ ref: upload.ref, commit: upload.commit, at, waiting: [] },
    policy: { version: policyVersion, override: overrideVersion },
  });
}
