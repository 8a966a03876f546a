import { LATE_INTERVALS } from './cadence.ts';
import { KNOWN_RHYTHM } from './silence.ts';

/** Days that are told of, with the one that runs. */
export const CADENCE_DAYS = 30;

/** What is known of a day of a category that a pipeline reports. */
export const CADENCE_DAY_STATES = ['reported', 'missed', 'none', 'unknown'] as const;
export type CadenceDayState = (typeof CADENCE_DAY_STATES)[number];

export interface CadenceDay {
  state: CadenceDayState;
  /** Null: before the first report that is known. */
  reports: number | null;
}

/** What each of them means, as it is written beside the figures. */
export const CADENCE_DAY_MEANING: Readonly<Record<CadenceDayState, string>> = {
  reported: 'Reports came: the more, the darker.',
  missed: `No report, and by its end none for more than ${LATE_INTERVALS} of the usual intervals.`,
  none: 'No report, and none was late.',
  unknown: `Before the first report, or no report while there are too few to say what is usual: fewer than ${KNOWN_RHYTHM}.`,
};

/** What is drawn, as it is written beside it. */
export const CADENCE_DAYS_DEFINITION = `Pipelines by category and day, the last ${CADENCE_DAYS} days of the organization: how many reports came, and on which days one was missed against the interval that is usual for the pipeline today. Reports of any outcome count.`;

/** Of one day on which reports came: how many, and when the last one did, in milliseconds. */
export interface ReportsOfDay {
  reports: number;
  last: number;
}

/**
 * Days of a category of a pipeline, in order.
 * @param ends of the days, in milliseconds; that of the day that runs is now
 * @param of what came, by the place of its day
 * @param before the last report before the first day, in milliseconds; null: there was none
 * @param usual milliseconds between reports; null: not known
 */
export function cadenceDays(
  ends: readonly number[],
  of: ReadonlyMap<number, ReportsOfDay>,
  before: number | null,
  usual: number | null,
): CadenceDay[] {
  let last = before;
  return ends.map((end, place) => {
    const came = of.get(place);
    if (came !== undefined) {
      last = came.last;
      return { state: 'reported', reports: came.reports };
    }
    if (last === null) return { state: 'unknown', reports: null };
    if (usual === null) return { state: 'unknown', reports: 0 };
    return { state: end - last > LATE_INTERVALS * usual ? 'missed' : 'none', reports: 0 };
  });
}
