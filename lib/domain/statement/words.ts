import type { Justification, StatementStatus } from './statement.ts';

/** In a sentence: `Acme says: not affected, …`. */
export const STATUS_WORDS: Readonly<Record<StatementStatus, string>> = {
  not_affected: 'not affected',
  affected: 'affected',
  fixed: 'fixed',
  under_investigation: 'under investigation',
};

export const JUSTIFICATION_WORDS: Readonly<Record<Justification, string>> = {
  component_not_present: 'the component is not there',
  vulnerable_code_not_present: 'the vulnerable code is not there',
  vulnerable_code_not_in_execute_path: 'the vulnerable code never runs',
  vulnerable_code_cannot_be_controlled_by_adversary: 'no attacker can control the vulnerable code',
  inline_mitigations_already_exist: 'mitigations are built in',
  false_positive: 'the vulnerability was found by mistake',
  requires_configuration: 'it needs a configuration that is not there',
  requires_dependency: 'it needs a dependency that is not there',
  requires_environment: 'it needs an environment that is not there',
  protected_by_compiler: 'the compiler protects from it',
  protected_at_runtime: 'it is prevented while running',
  protected_at_perimeter: 'it is blocked at the perimeter',
};

const REASON = 2000;

/** The reason of an exception that rests on a statement: whose, what, why, and where it stands. */
export function reasonOf(said: {
  author: string;
  status: StatementStatus;
  justification: Justification | null;
  impact: string | null;
  name: string;
  version: string;
}): string {
  const why = said.justification === null ? '' : `: ${JUSTIFICATION_WORDS[said.justification]} (${said.justification})`;
  const own = said.impact === null ? '' : `\n“${said.impact}”`;
  const from = `\nVEX document ${said.name}, version ${said.version}.`;
  const first = `${said.author} states: ${STATUS_WORDS[said.status]}${why}.`;
  const room = REASON - first.length - from.length;
  const quoted = own.length <= room ? own : `${own.slice(0, Math.max(0, room - 2)).toWellFormed()}…”`;
  return `${first}${quoted}${from}`.slice(0, REASON);
}
