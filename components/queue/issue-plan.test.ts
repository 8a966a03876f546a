import { describe, expect, it } from 'vitest';
import type { ActionIssuesView } from '#lib/contracts/tracker.ts';
import { issuePlan, planWords, trackersOf } from './issue-plan.ts';

const tracker = (id: number, project = 'acme/web') => ({ id, kind: 'github' as const, name: `T${id}`, project });
const view = (more: Partial<ActionIssuesView>): ActionIssuesView => ({ items: [], trackers: [], may: true, ...more });
const issue = (id: number): ActionIssuesView['items'][number] => ({
  tracker: { id, kind: 'github', name: 'T' },
  ...{ project: 'acme/web', state: 'open', key: '#1', url: null, assignee: null, problem: null },
  ...{ checked_at: null, next_at: null, created_at: '2026-03-02T09:00:00Z', created_by: 'Ada' },
});
const ids = (...all: string[]) => all.map((id) => ({ id }));

describe('issues of several fixes', () => {
  const views = new Map([
    ['a', view({ trackers: [tracker(1), tracker(2)] })],
    ['b', view({ trackers: [tracker(2, 'acme/api')] })],
    ['c', view({ items: [issue(2)] })],
    ['d', view({ trackers: [tracker(2)], may: false })],
  ]);
  const rows = ids('a', 'b', 'c', 'd');

  it('go to the tracker that is for the most of them, unless another is chosen', () => {
    expect(trackersOf(views).map(({ id }) => id)).toEqual([2, 1]);
    expect(trackersOf(new Map([['d', view({ trackers: [tracker(2)], may: false })]]))).toEqual([]);
  });

  it('are made once, where a rule says where, by who may', () => {
    const { planned, ...left } = issuePlan(rows, views, 2);
    expect(planned).toEqual([
      { id: 'a', project: 'acme/web' },
      { id: 'b', project: 'acme/api' },
    ]);
    expect(left).toEqual({ there: 1, without: 1 });
  });

  it('are told of before they are made', () => {
    expect(planWords(issuePlan(rows, views, 2), 'T2', 3)).toEqual([
      'Creates 2 issues in acme/web and acme/api, T2.',
      'Left out: 1 fix with an issue there already.',
      'Left out: 1 fix that no rule of the tracker is for.',
      'Left out: 3 fixes beyond what is created at once.',
    ]);
    expect(planWords(null, null, 0).join(' ')).toContain('under Integrations');
  });
});
