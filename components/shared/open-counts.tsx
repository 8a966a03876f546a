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

/** Open findings by severity; every number leads to exactly those. */
export function OpenCounts({ open, repo, measured }: OpenCountsProps) {
  const isEmpty = SEVERITIES.every((severity) => open[severity] === 0);
  // Without a measurement zero would be a claim.
  if (!measured && isEmpty) return <p className="text-13 text-soft">What is open here is not known.</p>;
  const scope = repo === undefined ? {} : { repo };
  return (
    <ul aria-label="Open findings by severity" className="flex flex-wrap gap-x-4 gap-y-1 text-13">
      {SEVERITIES.filter((severity) => severity !== 'unknown' || open.unknown > 0).map((severity) => (
        <li key={severity} className={open[severity] === 0 ? 'text-faint' : undefined}>
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
