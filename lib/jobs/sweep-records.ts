import { scheduled } from './job.ts';

/** Removes sessions, failed sign-ins and counted refusals that no longer matter. */
export const sweepRecordsJob = scheduled('sweep_records', '37 * * * *');
