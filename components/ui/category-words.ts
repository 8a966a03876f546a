import type { Category } from '#lib/domain/finding/finding.ts';

/** What is measured: as the name of a column, a row or a part of the score. */
export const CATEGORY_TITLE: Record<Category, string> = {
  sast: 'Code',
  dependency: 'Dependencies',
  secret: 'Secrets',
  iac: 'Infrastructure',
  container: 'Containers',
  dast: 'Running app',
  pipeline: 'Pipeline',
  privilege: 'Privileges',
  license: 'Licenses',
  quality: 'Quality',
};

/** What one finding is about. */
export const CATEGORY_WORD: Record<Category, string> = {
  sast: 'code',
  dependency: 'dependency',
  secret: 'secret',
  iac: 'infrastructure',
  container: 'container',
  dast: 'running application',
  pipeline: 'pipeline',
  privilege: 'privilege',
  license: 'license',
  quality: 'quality',
};
