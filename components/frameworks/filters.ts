import type { FrameworkId } from '#lib/domain/framework/framework.ts';
import type { ControlState } from '#lib/domain/framework/judge-control.ts';

/** In the order in which they are offered; a test compares them with those that there are. */
export const FRAMEWORK_ORDER: readonly FrameworkId[] = ['owasp', 'risk-areas', 'cis', 'slsa'];
export const STATE_ORDER: readonly ControlState[] = ['fail', 'unknown', 'pass', 'not_applicable'];

export interface FrameworkFilters {
  framework: FrameworkId;
  state: ControlState | null;
  /** The control whose checks are shown. */
  control: string | null;
}

/** Reads what is chosen from the address, ignoring invalid values; used on the server and in the browser. */
export function readFrameworkFilters(get: (name: string) => string | null): FrameworkFilters {
  const control = get('control');
  return {
    framework: FRAMEWORK_ORDER.find((one) => one === get('framework')) ?? 'owasp',
    state: STATE_ORDER.find((one) => one === get('state')) ?? null,
    control: control !== null && /^[\w. -]{1,60}$/.test(control) ? control : null,
  };
}
