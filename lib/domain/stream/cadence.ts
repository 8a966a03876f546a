import { HOUR_MS } from '#lib/domain/time.ts';
import { KNOWN_RHYTHM, MIN_SILENCE_MS, SILENT_INTERVALS } from './silence.ts';

/** Later than this many of its usual intervals, a report is late. */
export const LATE_INTERVALS = 1.5;

/** How a category of a pipeline is reported, against what is usual for it: what should be looked at first comes first. */
export const CADENCE_STATES = ['silent', 'failed', 'late', 'unknown', 'on_time'] as const;
export type CadenceState = (typeof CADENCE_STATES)[number];

/** What each of them means, as it is written beside the figures. */
export const CADENCE_MEANING: Readonly<Record<CadenceState, string>> = {
  silent: `A scanner has not reported for more than ${SILENT_INTERVALS} of its usual intervals, and for more than ${MIN_SILENCE_MS / HOUR_MS} hours.`,
  failed: 'Its newest report was not a whole, successful scan.',
  late: `A scanner has not reported for more than ${LATE_INTERVALS} of its usual intervals: a weekend may be why.`,
  unknown: `Too few reports to say what is usual: fewer than ${KNOWN_RHYTHM}.`,
  on_time: 'Everything that reports it does so as often as usual.',
};

/** What is drawn, as it is written beside it. */
export const CADENCE_DEFINITION = `Pipelines by category: the age of the last whole, successful scan, and whether reports come as often as usual. What is usual is the median of the gaps between the last reports of a scanner in a pipeline; reports within an hour count as one. With fewer than ${KNOWN_RHYTHM} reports it is not known.`;
