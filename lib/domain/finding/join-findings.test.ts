import { describe, expect, it } from 'vitest';
import type { Decision, FindingState } from './finding.ts';
import { type JoinMember, joinFindings } from './join-findings.ts';

const SEEN = new Date('2026-03-02T09:00:00Z');
const member = (number: number, state: FindingState, decided: Decision | null, exploit = 0): JoinMember => ({
  ...{ number, state, decided, exploit, key: `${number}`, category: 'dependency', severity: number, severitySet: null },
  ...{ confidence: 0, scanner: 'trivy', ruleId: 'CVE-1', title: 'a', path: null, line: null, packageName: 'a' },
  ...{
    packageVersion: null,
    packageKey: 'npm/a',
    advisory: 'CVE-1',
    image: null,
    fixedVersions: null,
    keywords: null,
    cwes: [],
  },
  ...{ actionNumber: 1, firstSeenAt: SEEN, firstUpload: 1, openedAt: SEEN, fixedAt: null, reopened: 0 },
});
const joined = (...members: JoinMember[]) => joinFindings(members, { key: 'k', advisory: 'CVE-1' });

describe('findings that turn out to be one', () => {
  it('are decided as any of them was, where reports have it', () => {
    expect(joined(member(1, 'open', null), member(2, 'accepted', 'accepted'))).toMatchObject({
      ...{ number: 1, state: 'accepted', decided: 'accepted', severity: 2 },
    });
    expect(joined(member(1, 'fixed', 'false_positive'), member(2, 'open', null)).state).toBe('false_positive');
  });

  it('are fixed or suppressed whatever was decided', () => {
    expect(joined(member(1, 'fixed', 'accepted'), member(2, 'fixed', null))).toMatchObject({
      ...{ state: 'fixed', decided: 'accepted' },
    });
    expect(joined(member(1, 'suppressed', 'accepted'), member(2, 'branch', null)).state).toBe('suppressed');
  });

  it('are exploited as the one of which most is known', () => {
    expect(joined(member(1, 'open', null, 2), member(2, 'open', null, 5), member(3, 'fixed', null, 1)).exploit).toBe(5);
  });
});
