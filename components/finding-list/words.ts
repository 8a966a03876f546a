import type { Category, FindingState } from '#lib/domain/finding/finding.ts';

export const STATE_WORD: Record<FindingState, string> = {
  open: 'open',
  fixed: 'fixed',
  branch: 'branch only',
  suppressed: 'suppressed',
};

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
