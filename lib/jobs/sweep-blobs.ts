import { scheduled } from './job.ts';

/** Removes bytes that no upload claims. */
export const sweepBlobsJob = scheduled('sweep_blobs', '41 * * * *');
