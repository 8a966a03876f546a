import { z } from 'zod';
import { skippedItem, uploadDetail, uploadParams } from './upload.ts';
import { UPLOAD_LIMITS, type UploadLimits } from './upload-limits.ts';

/** An archive of many repositories is looked at as a whole, before it is taken apart. */
export const ARCHIVE_LIMITS: UploadLimits = { ...UPLOAD_LIMITS, bytes: 32 * 1024 * 1024 };
/** Repositories in one archive. */
export const MOST_REPOSITORIES = 200;

/**
 * Parameters of `POST /api/v1/inventories?source=workflows`. With `repo` the body is a file of that repository, or a zip
 * archive of them; without it an archive of `owner/name/path`.
 */
export const workflowsParams = uploadParams.omit({ scanner: true, root: true }).extend({
  source: z.enum(['workflows']),
  repo: uploadParams.shape.repo.optional(),
  pipeline: uploadParams.shape.pipeline.removeDefault().default('workflows'),
});

/** The uploads that an archive became, one for each repository, in the order of their names. */
const archiveAnswer = z.object({
  uploads: z.array(uploadDetail),
  /** Members that are in no folder of a repository: how many, and the first 200. */
  skipped_count: z.number().int(),
  skipped: z.array(skippedItem),
});
export type ArchiveAnswer = z.infer<typeof archiveAnswer>;

export const workflowsAnswer = z.union([uploadDetail, archiveAnswer]);
