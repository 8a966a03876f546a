import type { QueueOfJob } from './put-off.ts';

/** The queue of a job that is not put off: no demo is being loaded. */
export const idleQueue: QueueOfJob = { addJob: () => Promise.reject(new Error('a job was put off')) };
