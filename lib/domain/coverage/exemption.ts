import type { ExceptionState } from '#lib/domain/decision/exception.ts';

/** `requested` → `in_force` → `expired`, `withdrawn`; or `requested` → `refused`, `withdrawn`. As of an exception. */
export const EXEMPTION_STATES = [
  'requested',
  'in_force',
  'refused',
  'withdrawn',
  'expired',
] as const satisfies readonly ExceptionState[];
export type ExemptionState = (typeof EXEMPTION_STATES)[number];
