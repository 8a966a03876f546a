import type { Category } from '#lib/domain/finding/finding.ts';

/** What is measured, and what a finding is about: the name of a column, a row, a filter or a part of the score. */
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
