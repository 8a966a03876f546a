import type { GateFilters } from '#components/queries/gates.ts';
import { RULE_EFFECTS } from '#lib/domain/policy/judgement.ts';

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readGateFilters(get: (name: string) => string | null): GateFilters {
  const [given, pipeline] = [get('repo'), get('pipeline')];
  const repo = given !== null && /^[\w.-]+(?:\/[\w.-]+)+$/.test(given) && given.length <= 255 ? given : null;
  return {
    repo,
    pipeline: repo === null || pipeline === null || pipeline === '' || pipeline.length > 255 ? null : pipeline,
    outcome: RULE_EFFECTS.find((one) => one === get('outcome')) ?? null,
  };
}
