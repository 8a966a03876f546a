import { scheduled } from './job.ts';

/** Queues removals of deleted repositories again whose job was lost. */
export const sweepRepositoriesJob = scheduled('sweep_repositories', '*/10 * * * *');
