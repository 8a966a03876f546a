import type { Category } from '#lib/domain/finding/finding.ts';

/** What a stream remembers from report to report. */
export interface StreamValues {
  categories: Category[];
  /** Time of the newest report that took effect. */
  highWaterAt: Date | null;
  currentUpload: number | null;
  lastSuccessAt: Date | null;
  lastSuccessCommit: string | null;
  lastReportAt: Date | null;
  /** Smoothed seconds between reports. */
  reportInterval: number | null;
  /** The upload that waits for a decision, if any. */
  heldUpload: number | null;
  present: number;
  /** Since when it is over by a person's word; null again with the next report that takes effect. */
  retiredAt: Date | null;
}

/** The stream after a report that was held or took effect: its rhythm and categories, and what `change` says. */
export function nextStream(
  stream: StreamValues,
  report: { categories: readonly Category[]; now: Date },
  change: Partial<StreamValues>,
): StreamValues & { lastReportAt: Date } {
  const { categories, highWaterAt, currentUpload, lastSuccessAt, lastSuccessCommit, heldUpload, present, retiredAt } = {
    ...stream,
    ...change,
  };
  const gap = stream.lastReportAt ? Math.round((report.now.getTime() - stream.lastReportAt.getTime()) / 1000) : null;
  return {
    categories: report.categories.length > 0 ? [...new Set([...categories, ...report.categories])].sort() : categories,
    highWaterAt,
    currentUpload,
    lastSuccessAt,
    lastSuccessCommit,
    lastReportAt: report.now,
    reportInterval: smoothed(stream.reportInterval, gap),
    heldUpload,
    present,
    retiredAt,
  };
}

/** Seconds between reports, the newest gap counting a quarter. */
function smoothed(interval: number | null, gap: number | null): number | null {
  if (gap === null || gap < 0) return interval;
  return interval === null ? gap : Math.round(interval * 0.75 + gap * 0.25);
}
