import { describe, expect, it } from 'vitest';
import type { ActionListRow } from '#db/queries/actions-read.ts';
import { actionRowOf, slaState } from './action-row.ts';
import { idleWork } from './work-view.ts';

const NOW = new Date('2026-03-02T09:00:00.000Z');

const row = (dueAt: string | null): ActionListRow => ({
  ...{
    orgId: 1,
    repoId: 2,
    number: 3,
    fullName: 'acme/web',
    criticality: 'normal',
    exposure: 'internal',
    sla: null,
    demo: false,
  },
  ...{ kind: 'code', title: 'Fix it', category: 'sast', target: null, effortKind: 'code' },
  ...{ learnedClosings: null, learnedHours: null, learnedUntil: null },
  ...{ open: 0, load: {}, lane: 2, value: 0, gain: 0, dueAt: dueAt === null ? null : new Date(dueAt), atRiskAt: null },
});

describe('the row of an action', () => {
  it.each([
    ['2026-03-02T08:59:59.999Z', true],
    ['2026-03-02T09:00:00.000Z', false],
    ['2026-03-03T09:00:00.000Z', false],
    [null, false],
  ])('due at %s is overdue: %s', (dueAt, overdue) => {
    expect(actionRowOf(row(dueAt), { organization: 0, work: idleWork(true), feeds: {}, now: NOW }).overdue).toBe(
      overdue,
    );
  });
});

describe('the SLA of a row', () => {
  const at = (due: number | null, risk: number | null) => ({
    dueAt: due === null ? null : new Date(NOW.getTime() + due),
    atRiskAt: risk === null ? null : new Date(NOW.getTime() + risk),
  });
  it.each([
    [[at(null, null)], false, false],
    [[at(2, 1)], false, false],
    [[at(2, 0)], false, true],
    [[at(0, -5)], false, true],
    [[at(-1, -5)], true, false],
    // Of a group: one that is late says more than one that will be.
    [[at(2, 1), at(2, 0)], false, true],
    [[at(2, 0), at(-1, -5)], true, false],
  ])('is that of its repositories: %#', (rows, overdue, atRisk) => {
    expect(slaState(rows, NOW)).toEqual({ overdue, at_risk: atRisk });
  });
});
