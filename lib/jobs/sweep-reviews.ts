import { scheduled } from './job.ts';

/** Reminds of access reviews that are due, has what is late come to somebody else, and reminds of what nobody took away. */
export const sweepReviewsJob = scheduled('sweep_reviews', '*/10 * * * *');
