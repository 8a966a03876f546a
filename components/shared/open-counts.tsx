import { findingsHref } from '#components/queries/addresses.ts';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { SeverityCounts } from '#lib/contracts/common.ts';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';

export interface OpenCountsProps {
  open: SeverityCounts;
  /** Whether anything was measured, so that zero means zero. */
  measured: boolean;
  repo?: string;
}

/**
 * Open findings by severity; every number leads to exactly those. Severities without any are left out: beside what is not
 * measured, a zero would be a claim.
 */
export function OpenCounts({ open, repo, measured }: OpenCountsProps) {
  const present = SEVERITIES.filter((severity) => open[severity] > 0);
  if (present.length === 0) {
    const words = measured ? 'Nothing is open in what is measured.' : 'What is open here is not known.';
    return <p className="text-13 text-soft">{words}</p>;
  }
  const scope = repo === undefined ? {} : { repo };
  return (
    <ul aria-label="Open findings by severity" className="flex flex-wrap gap-x-4 gap-y-1 text-13">
      {present.map((severity) => (
        <li key={severity}>
          <TextLink quiet href={findingsHref({ ...scope, severity: [severity] })} className="inline-flex items-center">
            <SeverityMark severity={severity} count={open[severity]} />
            <span aria-hidden className="ml-1 text-faint">
              {severity}
            </span>
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
