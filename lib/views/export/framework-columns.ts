import type { FrameworkRow } from '#lib/contracts/framework.ts';
import type { Columns } from './encoder.ts';

export const frameworkColumns = (publicUrl: string): Columns<FrameworkRow> => ({
  framework: ({ framework }) => framework,
  control: ({ id }) => id,
  title: ({ title }) => title,
  state: ({ state }) => state,
  check: ({ check }) => check?.id ?? null,
  check_title: ({ check }) => check?.title ?? null,
  check_state: ({ check }) => check?.state ?? null,
  pass: ({ check }) => check?.pass ?? null,
  fail: ({ check }) => check?.fail ?? null,
  unknown: ({ check }) => check?.unknown ?? null,
  open_findings: ({ check }) => check?.open ?? null,
  accepted_findings: ({ check }) => check?.accepted ?? null,
  missing: ({ check }) => check?.missing ?? null,
  evidence: ({ check }) => (check === null ? null : `${publicUrl}${check.url}`),
});
