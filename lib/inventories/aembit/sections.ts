import type { SectionShape } from '../shared/section.ts';

/**
 * The sections of an Aembit tenant: `events` are Aembit's own, access events, workload events and the audit log; the
 * others are what many of them come to.
 */
export const AEMBIT_SECTIONS = {
  access: { kind: 'list' },
  audit_log: { kind: 'list' },
  other_events: { kind: 'list' },
  events: { kind: 'list' },
} as const satisfies Record<string, SectionShape>;

export type AembitSection = keyof typeof AEMBIT_SECTIONS;
