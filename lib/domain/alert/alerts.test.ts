import { describe, expect, it } from 'vitest';
import type { AlertItem } from './alert.ts';
import { composeAlert, MOST_ITEMS } from './compose-alert.ts';
import { afterAlert } from './next-alert.ts';
import { isQuiet } from './quiet-hours.ts';

const at = (text: string): Date => new Date(text);

describe('quiet hours', () => {
  const NIGHT = { from: 22 * 60, to: 7 * 60 };
  it.each([
    ['2026-03-02T20:59:00Z', false],
    ['2026-03-02T21:00:00Z', true],
    ['2026-03-03T05:59:00Z', true],
    ['2026-03-03T06:00:00Z', false],
    // Summer time begins on March 29th: an hour earlier by the clock of the world.
    ['2026-03-30T05:00:00Z', false],
  ])('at %s in Berlin: %s', (text, quiet) => {
    expect(isQuiet(at(text), NIGHT, 'Europe/Berlin')).toBe(quiet);
  });

  it('may lie within a day, or be all of it', () => {
    const noon = { from: 12 * 60, to: 13 * 60 };
    const quiet = ['11:59', '12:00', '12:59', '13:00'].map((time) =>
      isQuiet(at(`2026-03-02T${time}:00Z`), noon, 'UTC'),
    );
    expect(quiet).toEqual([false, true, true, false]);
    expect(isQuiet(at('2026-03-02T00:00:00Z'), { from: 60, to: 60 }, 'UTC')).toBe(true);
  });
});

describe('the pace of alerts', () => {
  it('slows down within a day to one an hour, and starts anew the next day', () => {
    let pace: { nextAt: Date | null; sent: number } = { nextAt: null, sent: 0 };
    const pauses: number[] = [];
    for (let alert = 0; alert < 7; alert += 1) {
      const now = pace.nextAt ?? at('2026-03-02T08:00:00Z');
      const next = afterAlert(pace, now, []);
      pauses.push((next.nextAt.getTime() - now.getTime()) / 60_000);
      pace = next;
    }
    expect([pauses, pace.sent]).toEqual([[5, 10, 20, 40, 60, 60, 60], 7]);
    // 13:15 of that day, by UTC: the next one has begun in Auckland, where it was one at night.
    const evening = at('2026-03-02T13:15:00Z');
    const auckland = [{ since: '2026-01-01', startsAt: '2025-12-31T11:00:00Z', timeZone: 'Pacific/Auckland' }];
    const before = { nextAt: at('2026-03-02T10:59:00Z'), sent: 7 };
    expect([afterAlert(before, evening, []).sent, afterAlert(before, evening, auckland).sent]).toEqual([8, 1]);
    expect(afterAlert(pace, at('2026-03-03T08:00:00Z'), []).sent).toBe(1);
  });
});

describe('one alert', () => {
  const item = (kind: 'report_held' | 'report_confirmed', minute: number): AlertItem => {
    const common = {
      at: at(`2026-03-02T08:${String(minute).padStart(2, '0')}:00Z`),
      repository: 'acme/web',
      path: '/',
    };
    return kind === 'report_held' ? { kind, ...common, closing: 1, scanners: [] } : { kind, ...common, fixed: 1 };
  };
  const about = {
    organization: 'Acme',
    recipient: { name: 'Eve', timeZone: 'UTC' },
    preferencesPath: '/',
    unsubscribe: null,
  };

  it('names what is worst first, in it the newest, and counts what it has no room for', () => {
    const items = [item('report_confirmed', 1), item('report_held', 2), item('report_held', 3)];
    const all = composeAlert(items, about, () => null);
    expect(all.items.map((each) => [each.kind, each.at.getUTCMinutes()])).toEqual([
      ['report_held', 3],
      ['report_held', 2],
      ['report_confirmed', 1],
    ]);
    expect([all.more, all.heldBack]).toEqual([0, null]);
    const many = Array.from({ length: MOST_ITEMS + 3 }, () => item('report_held', 1));
    expect(composeAlert(many, about, () => null)).toMatchObject({ more: 3, items: { length: MOST_ITEMS } });
  });

  it('says how many were held back, and why', () => {
    const items = [item('report_held', 1), item('report_held', 2), item('report_held', 3)];
    const waited = (each: AlertItem) => (each.at.getUTCMinutes() < 3 ? 'limit' : null);
    expect(composeAlert(items, about, waited).heldBack).toEqual({ count: 2, why: 'limit' });
    expect(composeAlert(items, about, () => 'quiet_hours').heldBack).toEqual({ count: 3, why: 'quiet_hours' });
  });
});
