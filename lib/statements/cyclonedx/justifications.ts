import type { Justification } from '#lib/domain/statement/statement.ts';

/** What CycloneDX says, and what the same is called here. */
const PAIRS: readonly (readonly [string, Justification])[] = [
  ['code_not_present', 'vulnerable_code_not_present'],
  ['code_not_reachable', 'vulnerable_code_not_in_execute_path'],
  ['protected_by_mitigating_control', 'inline_mitigations_already_exist'],
  ['requires_configuration', 'requires_configuration'],
  ['requires_dependency', 'requires_dependency'],
  ['requires_environment', 'requires_environment'],
  ['protected_by_compiler', 'protected_by_compiler'],
  ['protected_at_runtime', 'protected_at_runtime'],
  ['protected_at_perimeter', 'protected_at_perimeter'],
];

export const JUSTIFICATION_OF: ReadonlyMap<string, Justification> = new Map(PAIRS);
export const WORD_OF: ReadonlyMap<Justification, string> = new Map(PAIRS.map(([word, why]) => [why, word]));
