import { scheduled } from './job.ts';

/** Queues uploads again whose job was lost. */
export const sweepUploadsJob = scheduled('sweep_uploads', '* * * * *');
