import { scheduled } from './job.ts';

/** Removes stored reports that are older than their organization keeps them. */
export const sweepReportsJob = scheduled('sweep_reports', '11 * * * *');
