/** Between a report that is held and the one that may confirm it, in milliseconds by the clocks of their runs. */
export const CONFIRM_AFTER = 10 * 60_000;

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
