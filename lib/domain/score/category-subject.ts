import type { ScoreCategory } from './category.ts';

/** What measures a category, as the subject of a sentence. */
export const CATEGORY_SUBJECT: Readonly<Record<ScoreCategory, string>> = {
  dependency: 'a scan of dependencies',
  sast: 'a scan of the code',
  secret: 'a scan for secrets',
  pipeline: 'a scan of the pipeline',
  iac: 'a scan of the infrastructure as code',
  dast: 'a scan of the running application',
};
