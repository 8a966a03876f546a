import type { Severity } from '#lib/domain/finding/finding.ts';
import { formatNumber } from '#lib/format.ts';
import { cn } from './cn.ts';

export const SEVERITY_WORD: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  unknown: 'Unknown',
  low: 'Low',
  info: 'Info',
};

/** The one colour of each severity, for charts and shapes. */
export const SEVERITY_COLOR: Record<Severity, string> = {
  critical: 'var(--sev-critical)',
  high: 'var(--sev-high)',
  medium: 'var(--sev-medium)',
  unknown: 'var(--sev-unknown)',
  low: 'var(--sev-low)',
  info: 'var(--sev-info)',
};

function Shape({ severity }: { severity: Severity }) {
  switch (severity) {
    case 'critical':
      return <path d="M3.9 .8h4.2l3.1 3.1v4.2l-3.1 3.1H3.9L.8 8.1V3.9z" fill="currentColor" />;
    case 'high':
      return <path d="M6 1.1 11.4 10.6H.6z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />;
    case 'medium':
      return <path d="M6 .7 11.3 6 6 11.3.7 6z" fill="currentColor" />;
    case 'unknown':
      return <path d="M6 1.3 10.7 6 6 10.7 1.3 6z" fill="none" stroke="currentColor" strokeWidth="1.5" />;
    case 'low':
      return <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.75" />;
    case 'info':
      return <circle cx="6" cy="6" r="2.25" fill="currentColor" />;
  }
}

/** The shape alone, decorative: a word must stand beside it. Usable inside another SVG through `x` and `y`. */
export function SeverityShape({ severity, className }: { severity: Severity; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      width="12"
      height="12"
      className={className === undefined ? 'shrink-0' : cn('shrink-0', className)}
      style={{ color: SEVERITY_COLOR[severity] }}
    >
      <Shape severity={severity} />
    </svg>
  );
}

export interface SeverityMarkProps {
  severity: Severity;
  /** Hides the word for the eye, not for a screen reader; only where the column itself names it. */
  compact?: boolean;
  /** A count in place of the word: `⯃ 3`, spoken as "3 critical". */
  count?: number;
  className?: string;
}

const MARK = 'inline-flex items-center gap-1.5 whitespace-nowrap';

/** Shape, word and colour together. */
export function SeverityMark({ severity, compact = false, count, className }: SeverityMarkProps) {
  const word = SEVERITY_WORD[severity];
  return (
    <span className={className === undefined ? MARK : cn(MARK, className)} title={compact ? word : undefined}>
      <SeverityShape severity={severity} />
      {count === undefined ? null : <span>{formatNumber(count)}</span>}
      <span className={compact || count !== undefined ? 'sr-only' : undefined}>
        {count === undefined ? word : word.toLowerCase()}
      </span>
    </span>
  );
}
