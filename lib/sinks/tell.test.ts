import { describe, expect, it } from 'vitest';
import { webhookEvent } from '#lib/contracts/event.ts';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { SINK_EVENTS } from '#lib/domain/sink/sink.ts';
import { tell, type Wanted } from './tell.ts';

const SILENT = { pipeline: 'ci', scanners: ['trivy'], lastReportAt: '2026-02-20T09:00:00.000Z', usualHours: 24 };
const flows = { introduced: 2, reopened: 0, fixed: 1 };
const EVENTS: OutboxEvent[] = [
  { kind: 'posture_changed', detail: { ...flows, score: { before: 71.34, after: 60.02 } } },
  { kind: 'posture_changed', detail: { ...flows, score: { before: null, after: 60 } } },
  { kind: 'live_secret_found', detail: { count: 1, findings: [{ number: 4, rule: 'aws-key' }] } },
  { kind: 'kev_listed', detail: { count: 1, findings: [{ number: 4, advisory: 'CVE-2031-0001' }] } },
  { kind: 'epss_risen', detail: { count: 1, findings: [{ number: 4, advisory: 'CVE-2031-0001' }] } },
  { kind: 'report_held', detail: { closing: 31, scanners: ['semgrep'], again: true } },
  { kind: 'report_confirmed', detail: { held: 5, fixed: 3 } },
  { kind: 'pipeline_silent', detail: SILENT },
  ...(['action_claimed', 'action_awaiting', 'action_verified', 'action_back'] as const).map((kind) => ({
    kind,
    detail: { count: 2, actions: [{ number: 3, kind: 'upgrade' as const }] },
  })),
  { kind: 'gate_failed', detail: { rules: ['new-critical'], policy: 3 } },
  { kind: 'policy_changed', detail: { version: 3, removed: false } },
  { kind: 'audit_anchored', detail: { sequence: 12, hash: 'ab' } },
];
const place = { organization: 'Acme', repository: 'acme/web', publicUrl: 'https://plumbline.test' };
const told = (event: OutboxEvent, id: number, wanted: Wanted = { events: SINK_EVENTS, scoreDrop: 5 }) =>
  tell({ ...event, orgId: 1, repoId: 2, id, at: new Date('2026-03-02T09:00:00Z'), upload: 7 }, place, wanted);

describe('what sinks are told of an entry', () => {
  const all = EVENTS.flatMap((event, index) => told(event, index));

  it('has the documented form, and an id of its own that stays', () => {
    for (const { event } of all) expect(webhookEvent.parse(event)).toEqual(event);
    const ids = all.map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(EVENTS.flatMap((event, index) => told(event, index)).map(({ event }) => event.id)).toEqual(ids);
  });

  it('is every kind of event, a drop beside the change that it is part of', () => {
    expect(all.map(({ event }) => event.type)).toEqual([
      ...['posture_changed', 'score_dropped', 'posture_changed', 'live_secret_found'],
      ...['kev_listed', 'epss_risen', 'report_held', 'report_confirmed', 'pipeline_silent'],
      ...['action_claimed', 'action_awaiting', 'action_verified', 'action_back'],
      ...['gate_failed', 'policy_changed', 'audit_anchored'],
    ]);
    expect(all[0]?.event.data).toMatchObject({ score_before: 71.3, score_after: 60, upload: 'upl_2_7' });
  });

  it('is nothing that was not asked for', () => {
    for (const kind of SINK_EVENTS) {
      const types = EVENTS.flatMap((event, index) => told(event, index, { events: [kind], scoreDrop: 5 }));
      expect([...new Set(types.map(({ event }) => event.type))]).toEqual([kind]);
    }
    const [first] = EVENTS;
    expect(first && told(first, 0, { events: ['score_dropped'], scoreDrop: 11.5 })).toEqual([]);
  });
});
