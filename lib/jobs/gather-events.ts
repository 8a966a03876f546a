import { scheduled } from './job.ts';

/** Makes inventories of the events that systems send as they happen. */
export const gatherEventsJob = scheduled('gather_events', '*/15 * * * *');
