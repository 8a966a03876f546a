import { scheduled } from './job.ts';

/** Removes what was told long ago. */
export const sweepOutboxJob = scheduled('sweep_outbox', '23 * * * *');
