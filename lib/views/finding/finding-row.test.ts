import { describe, expect, it } from 'vitest';
import type { FindingListRow } from '#db/queries/findings-read.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { findingRowOf } from './finding-row.ts';

const OPENED = new Date('2026-03-02T09:00:00Z');
const YEAR_LATER = new Date('2027-03-02T09:00:00Z');
const row: FindingListRow = {
  repoId: 1,
  number: 412,
  title: 'Injection',
  category: 'sast',
  state: 'open',
  severity: 4,
  reported: 4,
  isSet: false,
  confidence: 2,
  rank: 800,
  exploit: 0,
  scanner: 'semgrep',
  ruleId: 'r',
  path: 'a.ts',
  line: 3,
  packageName: null,
  packageVersion: null,
  advisory: null,
  image: null,
  firstSeenAt: OPENED,
  openedAt: OPENED,
  fixedAt: null,
  reopened: 0,
  openedKey: OPENED.toISOString(),
  fullName: 'acme/web',
  criticality: 'normal',
  exposure: 'internal',
  demo: false,
};

const NOTHING = { known: null, sla: DEFAULT_SLA, severitySet: null, tags: [], owner: null, exception: null };

describe('the due date of a finding', () => {
  it('is for what is open, and overdue once it is past', () => {
    const early = findingRowOf(row, OPENED, NOTHING);
    expect(early.due_at).not.toBeNull();
    expect(early.overdue).toBe(false);
    expect(findingRowOf(row, YEAR_LATER, NOTHING)).toMatchObject({ due_at: early.due_at, overdue: true });
  });

  it('is none for what is fixed, suppressed or on a branch', () => {
    for (const state of ['fixed', 'suppressed', 'branch'] as const) {
      expect(findingRowOf({ ...row, state }, YEAR_LATER, NOTHING)).toMatchObject({ due_at: null, overdue: false });
    }
  });
});
