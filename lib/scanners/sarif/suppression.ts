import type { Suppression } from '#lib/domain/finding/finding.ts';
import { asArray, asRecord, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';

/** Suppressed when there is a suppression and none of them is still under review or was rejected (SARIF §3.27.23). */
export function suppressionOf(result: Json): Suppression | null {
  const all = asArray(result.suppressions).map(asRecord);
  const first = all[0];
  if (first === undefined) return null;
  const accepted = all.every((each) => {
    const status = asString(each.status) ?? asString(each.state);
    return status === null || status.toLowerCase() === 'accepted';
  });
  if (!accepted) return null;
  const justification = all.map((each) => asString(each.justification)).find((text) => text !== null) ?? null;
  return {
    kind: all.some((each) => asString(each.kind)?.toLowerCase() === 'insource') ? 'in_code' : 'external',
    justification: justification === null ? null : oneLine(justification, 1000),
  };
}
