import { MINUTE_MS } from '#lib/domain/time.ts';

/** Between a report that is held and the one that may confirm it, in milliseconds by the clocks of their runs. */
export const CONFIRM_AFTER = 10 * MINUTE_MS;

export interface RunOfReport {
  /** Id of the run that it names; null when it names none. */
  runId: number | null;
  commit: string | null;
}

/**
 * Whether two reports come from one run, as far as they say: by its id, else by their commit. Two that say neither may
 * be of different runs.
 */
export function isSameRun(a: RunOfReport, b: RunOfReport): boolean {
  if (a.runId !== null && b.runId !== null) return a.runId === b.runId;
  return a.commit !== null && a.commit === b.commit;
}

/** What waits in a stream for a confirmation. */
export interface HeldReport {
  /** The newest report that was held: the one that is confirmed, or released. */
  number: number;
  orderAt: Date;
  /** The first held report of the series. Its time counts, so that a pipeline which runs every few minutes is confirmed too. */
  first: RunOfReport & { number: number; orderAt: Date };
}

/** When a report of another run may confirm the series of held reports that began with `first`. */
export function confirmableAt(first: { orderAt: Date }): Date {
  return new Date(first.orderAt.getTime() + CONFIRM_AFTER);
}

/** Whether a report that would be held too confirms the held one: it is of another run, and late enough. */
export function isConfirmation(report: RunOfReport & { orderAt: Date }, { first }: HeldReport): boolean {
  return !isSameRun(report, first) && report.orderAt >= confirmableAt(first);
}
