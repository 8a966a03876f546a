import type { Category } from '#lib/domain/finding/finding.ts';
import { reportTimes, usualInterval } from './rhythm.ts';

/** What a stream remembers from report to report. */
export interface StreamValues {
  categories: Category[];
  /** Time of the newest report that took effect. */
  highWaterAt: Date | null;
  currentUpload: number | null;
  lastSuccessAt: Date | null;
  lastSuccessCommit: string | null;
  lastReportAt: Date | null;
  /** When it reported lately, as `reportTimes` keeps it. */
  reportTimes: number[];
  /** Seconds that usually are between reports. */
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
  const times = reportTimes(stream.reportTimes, report.now.getTime());
  return {
    categories: report.categories.length > 0 ? [...new Set([...categories, ...report.categories])].sort() : categories,
    highWaterAt,
    currentUpload,
    lastSuccessAt,
    lastSuccessCommit,
    lastReportAt: report.now,
    reportTimes: times,
    reportInterval: usualInterval(times) ?? stream.reportInterval,
    heldUpload,
    present,
    retiredAt,
  };
}
