import type { FindingView } from '#lib/contracts/finding.ts';
import type { StatedSeverity } from '#lib/domain/finding/finding.ts';
import { judgeSeverity } from '#lib/domain/finding/judge-severity.ts';

const ME = 1;
const SOMEBODY = 2;

/** Whether somebody who works on findings, and does not decide, may set this severity (null: take back what was set). */
export function mayCount({ finding, may }: FindingView, to: StatedSeverity | null): boolean {
  const { severity, severity_set: set } = finding;
  const rated = {
    reported: set?.reported ?? severity,
    set: set === null ? null : { severity, personId: may.owns_severity ? ME : SOMEBODY },
  };
  return judgeSeverity(rated, to, { personId: ME, mayDecide: false }) === null;
}
