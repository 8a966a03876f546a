import { type Check, type Control, checkId } from './framework.ts';

export const CONTROL_STATES = ['fail', 'unknown', 'pass', 'not_applicable'] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

/** Repositories and systems, by how a check came out in each. Where it has nothing to look at, it counts in none. */
export interface CheckCounts {
  pass: number;
  fail: number;
  unknown: number;
}

export interface JudgedCheck extends CheckCounts {
  check: Check;
  state: ControlState;
}

export interface JudgedControl {
  control: Control;
  state: ControlState;
  checks: JudgedCheck[];
}

/** One failure fails it. It passes only where something was seen, and nothing of it is left unknown. */
export function stateOfCounts({ pass, fail, unknown }: CheckCounts): ControlState {
  if (fail > 0) return 'fail';
  if (unknown > 0) return 'unknown';
  return pass > 0 ? 'pass' : 'not_applicable';
}

/**
 * @param counts by `checkId`; what nobody counted is unknown
 */
export function judgeControl(control: Control, counts: ReadonlyMap<string, CheckCounts>): JudgedControl {
  const checks = control.checks.map((check): JudgedCheck => {
    const counted = counts.get(checkId(check)) ?? { pass: 0, fail: 0, unknown: 1 };
    return { check, ...counted, state: stateOfCounts(counted) };
  });
  const has = (state: ControlState): boolean => checks.some((each) => each.state === state);
  return { control, checks, state: stateOf(has, checks.length > 0) };
}

/** Nothing here speaks of a control without checks: whether it holds is not known. */
function stateOf(has: (state: ControlState) => boolean, isJudged: boolean): ControlState {
  if (has('fail')) return 'fail';
  if (has('unknown') || !isJudged) return 'unknown';
  return has('pass') ? 'pass' : 'not_applicable';
}

export type ControlTotals = Readonly<Record<ControlState, number>>;

export function totalsOf(controls: readonly JudgedControl[]): ControlTotals {
  const totals = { fail: 0, unknown: 0, pass: 0, not_applicable: 0 };
  for (const { state } of controls) totals[state] += 1;
  return totals;
}
