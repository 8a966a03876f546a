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

/** The categories of the score where there is no room for their names, in their order. */
export const CATEGORY_SHORT: readonly (readonly [word: string, short: string])[] = [
  ['Dependencies', 'Deps'],
  ['Code', 'Code'],
  ['Secrets', 'Secr.'],
  ['Pipeline', 'Pipe'],
  ['Infrastructure', 'Infra'],
  ['Running app', 'App'],
];
