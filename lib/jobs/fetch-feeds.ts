import { scheduled } from './job.ts';

/** Orders the feeds that are due. */
export const fetchFeedsJob = scheduled('fetch_feeds', '*/5 * * * *');
