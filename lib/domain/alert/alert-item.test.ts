import { describe, expect, it } from 'vitest';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { alertItemOf, scoreDrop } from './alert-item.ts';
import { alertWords } from './alert-words.ts';

const at = new Date('2026-03-02T09:00:00Z');
const place = { repository: 'acme/web', uploadPath: (upload: number) => `/ingest/${upload}` };
const of = (event: OutboxEvent, points = 5) => alertItemOf({ ...event, at, upload: 7 }, place, points);
const change = (before: number | null, after: number | null) => ({
  ...{ introduced: 1, reopened: 0, fixed: 0, score: { before, after } },
});
const detail = {
  count: 2,
  findings: [
    { number: 4, rule: 'aws\u202e-key\n' },
    { number: 9, rule: 'x'.repeat(300) },
  ],
};

describe('a score that drops', () => {
  it.each([
    [71.3, 66.3, true],
    [71.3, 66.4, false],
    [66.3, 71.3, false],
    [null, 10, false],
    [80, null, false],
  ])('from %s to %s by five points: %s', (before, after, dropped) => {
    expect(scoreDrop(change(before, after), 5) !== null).toBe(dropped);
    expect(of({ kind: 'posture_changed', detail: change(before, after) }) !== null).toBe(dropped);
  });
});

describe('what is told', () => {
  const SILENT = { pipeline: 'ci', scanners: ['trivy'], lastReportAt: '2026-02-20T09:00:00.000Z', usualHours: 24 };
  const events: OutboxEvent[] = [
    { kind: 'posture_changed', detail: change(80, 70) },
    { kind: 'live_secret_found', detail },
    { kind: 'live_secret_found', detail: { count: 1, findings: [{ number: 4, rule: 'aws-key' }] } },
    {
      kind: 'kev_listed',
      detail: { count: 2, findings: [4, 9].map((number) => ({ number, advisory: 'CVE-2031-0001' })) },
    },
    { kind: 'epss_risen', detail: { count: 1, findings: [{ number: 4, advisory: 'CVE-2031-0001' }] } },
    { kind: 'report_held', detail: { closing: 31, scanners: ['semgrep'], again: false } },
    { kind: 'report_confirmed', detail: { held: 5, fixed: 1 } },
    { kind: 'pipeline_silent', detail: SILENT },
  ];

  it('is one line that says what happened and where to look', () => {
    const told = events.map((event) => of(event));
    expect(told.map((item) => item && [item.path, alertWords(item)])).toMatchInlineSnapshot(`
      [
        [
          "/repositories/acme/web",
          "The posture score fell from 80.0 to 70.0.",
        ],
        [
          "/repositories/acme/web",
          "2 secrets were found that still work (aws -key , xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx). Rotate them now.",
        ],
        [
          "/repositories/acme/web/findings/4",
          "A secret was found that still works (aws-key). Rotate it now.",
        ],
        [
          "/repositories/acme/web",
          "KEV lists CVE-2031-0001 as known to be exploited: 2 open findings here.",
        ],
        [
          "/repositories/acme/web/findings/4",
          "EPSS rose to 10 % or more for CVE-2031-0001: 1 open finding here.",
        ],
        [
          "/ingest/7",
          "A report of semgrep waits: it would close 31 findings. Somebody must release it, or another run must say the same.",
        ],
        [
          "/ingest/7",
          "A report that waited took effect, because another run says the same: 1 finding is fixed. Nobody looked at it.",
        ],
        [
          "/repositories/acme/web/pipelines",
          "trivy in the pipeline ci reported last on 2026-02-20 (usually daily).",
        ],
      ]
    `);
  });

  it('names rules in one line without anything unseen, cut', () => {
    const item = of({ kind: 'live_secret_found', detail });
    expect(item?.kind === 'live_secret_found' && item.rules).toEqual(['aws -key ', 'x'.repeat(100)]);
  });

  it('is silent of a held report that takes the place of another one', () => {
    expect(of({ kind: 'report_held', detail: { closing: 31, scanners: [], again: true } })).toBeNull();
  });
});
