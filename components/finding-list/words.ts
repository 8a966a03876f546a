import type { FindingState } from '#lib/domain/finding/finding.ts';

export const STATE_WORD: Record<FindingState, string> = {
  open: 'open',
  accepted: 'risk accepted',
  false_positive: 'false positive',
  fixed: 'fixed',
  branch: 'branch only',
  suppressed: 'suppressed',
};
