import { scheduled } from './job.ts';

/** Orders deliveries for the sinks that something happened for. */
export const queueSinksJob = scheduled('queue_sinks', '* * * * *');
