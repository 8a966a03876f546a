import { describe, expect, it } from 'vitest';
import { type ActionLoadGroups, isLiveSecret } from './load.ts';
import { placeOf, rankStored, weigh } from './rank-stored.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const DAY = 86_400_000;
const group = (confidence: 'verified' | 'high') => ({ count: 1, confidence, openedAt: NOW.toISOString() });
const stored = (given: { category?: 'dast'; load?: ActionLoadGroups; acceptedLoad?: ActionLoadGroups } = {}) => ({
  category: 'secret' as const,
  load: { high: [group('high')] },
  acceptedLoad: {},
  ...given,
});
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY);
const placed = (load: ActionLoadGroups = stored().load, due = later(30), where: Where = NORMAL) =>
  rankStored(
    {
      ...weigh(stored({ load }), where.criticality, NOW),
      ...{ key: 'rotate:x', kind: 'rotate', effortKind: 'rotate', dueAt: due, gain: 1 },
    },
    where,
    NOW,
  );
type Where = { criticality: 'normal' | 'critical'; exposure: 'internal' | 'public' };
const NORMAL: Where = { criticality: 'normal', exposure: 'internal' };

describe('a secret', () => {
  it('is live when one of its findings was tried, whatever its severity; nothing else is', () => {
    expect(isLiveSecret(stored())).toBe(false);
    expect(isLiveSecret(stored({ load: { high: [group('high')], low: [group('verified')] } }))).toBe(true);
    expect(isLiveSecret(stored({ category: 'dast', load: { high: [group('verified')] } }))).toBe(false);
    expect(isLiveSecret(stored({ load: {} }))).toBe(false);
  });

  it('is to be acted on now only when it is live', () => {
    expect(placed().lane).toBe(1);
    expect(placed({ high: [group('verified')] }).lane).toBe(0);
  });
});

describe('accepted findings', () => {
  const half = { load: { high: [group('high')] }, acceptedLoad: { high: [group('high')], critical: [group('high')] } };

  it('count in the score, as accepted, and are nothing that is to be done', () => {
    const { severities, counted } = weigh(stored(half), 'normal', NOW);
    expect(Object.keys(severities)).toEqual(['high']);
    expect(severities.high?.map(({ accepted }) => accepted)).toEqual([false]);
    expect(counted.high?.map(({ accepted }) => accepted)).toEqual([false, true]);
    expect(counted.critical?.map(({ accepted }) => accepted)).toEqual([true]);
  });

  it('of a live secret do not lift its cap', () => {
    const accepted = stored({ load: {}, acceptedLoad: { high: [group('verified')] } });
    expect(weigh(accepted, 'normal', NOW).liveSecret).toBe(true);
    expect(weigh(stored(half), 'normal', NOW).liveSecret).toBe(false);
  });

  it('are exploited as feeds say', () => {
    const load = { high: [{ ...group('high'), exploit: 'kev' as const }, group('high')] };
    const { severities } = weigh(stored({ load }), 'normal', NOW);
    expect(severities.high?.map(({ exploit }) => exploit)).toEqual(['kev', 'none']);
  });
});

describe('the place within a lane', () => {
  it('is by risk where effort does not count, else by risk removed per hour', () => {
    const urgent = placed({ critical: [group('verified')] });
    expect(placeOf(urgent)).toBe(urgent.risk);
    expect(placeOf(placed())).toBe(placed().value);
    expect(placed().value).not.toBe(placed().risk);
  });

  it('is higher in a repository that matters more', () => {
    const matters = placed(undefined, undefined, { criticality: 'critical', exposure: 'public' });
    expect(placeOf(matters)).toBeGreaterThan(placeOf(placed()));
  });
});
