import { scheduled } from './job.ts';

/** Ends exceptions whose time is over, and reminds of those that end soon. */
export const sweepExceptionsJob = scheduled('sweep_exceptions', '*/10 * * * *');
