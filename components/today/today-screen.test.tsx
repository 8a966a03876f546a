import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { demoQuery } from '#components/queries/demo.ts';
import { lastWeek, ledgerQuery } from '#components/queries/ledger.ts';
import { todayQuery } from '#components/queries/posture.ts';
import type { DemoView } from '#lib/contracts/demo.ts';
import type { LedgerView } from '#lib/contracts/ledger.ts';
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
  silent: [],
  silent_total: 0,
  as_of: '2026-11-28T12:00:00.000Z',
  day: '2026-11-28',
};

const then = { at: '2026-11-22T00:00:00.000Z', provisional: false, score: null };
const ledger: LedgerView = {
  time_zone: 'UTC',
  from: { day: '2026-11-21', ...then },
  to: { day: '2026-11-28', ...then, score: 8 },
  ...{ change: null, exact: null, parts: [], movers: [], movers_total: 0 },
  ...{ joined: [], joined_total: 0, left: [], left_total: 0 },
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
function rendered(today: TodayView, demo: DemoView['state'], moved: LedgerView = ledger): string {
  const client = new QueryClient();
  client.setQueryData(todayQuery(null).queryKey, today);
  client.setQueryData(ledgerQuery(null, lastWeek('2026-11-28')).queryKey, moved);
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

describe('what moved the score', () => {
  it('is told as the ledger tells it, each part with the list of its entries', () => {
    const part = { meaning: '', points: -1.23, entries: 2, findings: 3, url: '' };
    const moved: LedgerView = {
      ...ledger,
      from: { ...ledger.from, score: 9 },
      change: -1,
      parts: [
        { ...part, cause: 'new', shown: -1.2 },
        { ...part, cause: 'fixed', shown: 0.2 },
        { ...part, cause: 'policy', points: 0.001, shown: 0 },
      ],
      movers: [{ repo: 'acme/web', from: 9, to: 8, change: -1, points: -1, url: '' }],
    };
    const html = rendered({ ...view, change: { since: '2026-11-21', points: 0.1 } }, 'loaded', moved);
    expect(html).toMatch(
      /href="\/trends\/ledger\?from=2026-11-21&amp;to=2026-11-28&amp;cause=new#entries"[^>]*>New <span[^>]*>3 findings/,
    );
    expect(html).toContain('down 1.0, worse');
    expect(html).not.toContain('up 0.1');
    expect(html).not.toContain('cause=policy');
    expect(html).toContain('acme/web');
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
