import type { GateFilters } from '#components/queries/gates.ts';
import { readPlace } from '#components/shared/pipeline-place.ts';
import { RULE_EFFECTS } from '#lib/domain/policy/judgement.ts';

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readGateFilters(get: (name: string) => string | null): GateFilters {
  return { ...readPlace(get), outcome: RULE_EFFECTS.find((one) => one === get('outcome')) ?? null };
}
