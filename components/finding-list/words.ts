import type { Exploit } from '#lib/domain/finding/exploit.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import type { FindingColumn } from '#lib/domain/finding/list-columns.ts';

export const STATE_WORD: Record<FindingState, string> = {
  open: 'open',
  accepted: 'risk accepted',
  false_positive: 'false positive',
  fixed: 'fixed',
  branch: 'branch only',
  suppressed: 'suppressed',
};

export const EXPLOIT_WORD: Record<Exploit, string> = {
  malicious: 'Malicious package',
  kev: 'Exploited (KEV)',
  epss50: 'EPSS 50 % and more',
  epss10: 'EPSS 10 to 50 %',
  epss1: 'EPSS 1 to 10 %',
  epss_low: 'EPSS below 1 %',
  none: 'Nothing known',
};

export const COLUMN_WORDS: Record<FindingColumn, string> = {
  epss: 'EPSS',
  kev: 'KEV',
  age: 'Age',
  due: 'Due',
  owner: 'Owner',
  exception: 'Exception',
  scanner: 'Scanner',
  rule: 'Rule',
  category: 'Category',
  advisory: 'Advisory',
  package: 'Package',
  path: 'Path',
  first_seen: 'First seen',
};

export const KEV_WORD = { true: 'listed', false: 'not listed' } as const;

/** `12.5 % and more` */
export const epssWords = (least: number): string => `${Number((least * 100).toFixed(4))} % and more`;
