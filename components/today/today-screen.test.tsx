import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { demoQuery } from '#components/queries/demo.ts';
import { todayQuery } from '#components/queries/posture.ts';
import type { DemoView } from '#lib/contracts/demo.ts';
import type { TodayView } from '#lib/contracts/posture.ts';
import { TodayScreen } from './today-screen.tsx';

const view: TodayView = {
  organization: { name: 'Acme', demo: true },
  stage: 'ready',
  score: {
    score: 8,
    grade: 'E',
    not_measured: 92,
    without_acceptances: 8,
    accepted: 3,
    waterfall: [{ part: 'not_measured', points: 92 }],
    categories: [],
    scored_at: null,
  },
  change: null,
  history: [{ day: '2026-11-28', score: 8 }],
  open: { critical: 0, high: 1, medium: 0, unknown: 0, low: 0, info: 0 },
  repositories: { total: 1, measured: 1 },
  actions: [],
  actions_total: { value: 0, relation: 'exact' },
  actions_sla: { overdue: { value: 0, relation: 'exact' }, at_risk: { value: 0, relation: 'exact' } },
  actions_gain: 0,
  changes: [],
  silent: [],
  as_of: '2026-11-28T12:00:00.000Z',
};

const router = {
  bfcacheId: '',
  push: () => {},
  replace: () => {},
  back: () => {},
  forward: () => {},
  refresh: () => {},
  prefetch: () => {},
};

/** Today, as the server sends it. */
function rendered(today: TodayView, demo: DemoView['state']): string {
  const client = new QueryClient();
  client.setQueryData(todayQuery(null).queryKey, today);
  client.setQueryData(demoQuery().queryKey, { state: demo, repositories: 3, done: 89, total: 5614 });
  return renderToStaticMarkup(
    <AppRouterContext.Provider value={router}>
      <QueryClientProvider client={client}>
        <TodayScreen address="http://localhost" rights={{ createToken: true, loadDemo: true }} />
      </QueryClientProvider>
    </AppRouterContext.Provider>,
  );
}

/** Its words. */
const shown = (today: TodayView, demo: DemoView['state']): string =>
  rendered(today, demo)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('Today while the demo loads', () => {
  it('says how far it is, and no score of half a history', () => {
    const text = shown(view, 'loading');
    expect(text).toContain('89 of 5,614 reports');
    expect(text).not.toContain('points lost');
    expect(text).not.toContain('Nothing changed');
  });

  it('says so before the first report is read, too', () => {
    expect(shown({ ...view, stage: 'not_configured' }, 'loading')).toContain('89 of 5,614 reports');
  });

  it('goes on showing real reports beside it', () => {
    expect(shown({ ...view, organization: { name: 'Acme', demo: false } }, 'loading')).toContain('92 points lost');
  });

  it('shows the score once the demo is in', () => {
    const text = shown(view, 'loaded');
    expect(text).toContain('92 points lost');
    expect(text).toContain('Seven days ago there was no score');
  });
});

describe('what to do next', () => {
  it('is nothing only where no action is left', () => {
    const left = { ...view, actions_total: { value: 3, relation: 'exact' as const } };
    expect(shown(left, 'loaded')).toContain('3 actions are left, each worth less than 0.1 points.');
    expect(shown(left, 'loaded')).not.toContain('Nothing to fix');
    expect(shown(view, 'loaded')).toContain('Nothing to fix in what is measured');
  });

  it('says how many are late by their SLA, or will be soon, and leads to the list of these', () => {
    const overdue = { value: 1000, relation: 'at_least' as const };
    const late = { ...view, actions_sla: { overdue, at_risk: { value: 3, relation: 'exact' as const } } };
    const html = rendered(late, 'loaded');
    expect(html).toMatch(/<a [^>]*href="\/queue\?sla=overdue"[^>]*>1,000\+ overdue<\/a>/);
    expect(html).toMatch(/<a [^>]*href="\/queue\?sla=at_risk"[^>]*>3 at risk<\/a>/);
    expect(rendered(view, 'loaded')).not.toContain('sla=');
  });
});
