import { describe, expect, it } from 'vitest';
import { webhookEvent } from '#lib/contracts/event.ts';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { EXCEPTION_EVENTS } from '#lib/domain/outbox/exception-words.ts';
import { ACTION_EVENTS, REVIEW_EVENTS, SINK_EVENTS } from '#lib/domain/sink/sink.ts';
import { tell, type Wanted } from './tell.ts';

const SILENT = { pipeline: 'ci', scanners: ['trivy'], lastReportAt: '2026-02-20T09:00:00.000Z', usualHours: 24 };
const flows = { introduced: 2, reopened: 0, fixed: 1 };
const GATE = { rules: ['new-critical'], policy: 3, ref: 'refs/pull/7/merge', commit: 'abc1234' };
const ACCEPTED = {
  ...{ count: 1, decision: 'accepted' as const, findings: [{ number: 4, rule: 'aws-key' }] },
  ...{ expiresAt: '2026-06-02T09:00:00.000Z', reason: null },
};
const EVENTS: OutboxEvent[] = [
  { kind: 'posture_changed', detail: { ...flows, score: { before: 71.34, after: 60.02 } } },
  { kind: 'posture_changed', detail: { ...flows, score: { before: null, after: 60 } } },
  { kind: 'live_secret_found', detail: { count: 1, findings: [{ number: 4, rule: 'aws-key' }] } },
  { kind: 'malicious_found', detail: { count: 1, findings: [{ number: 3, advisory: 'MAL-2031-1' }] } },
  { kind: 'kev_listed', detail: { count: 1, findings: [{ number: 4, advisory: 'CVE-2031-0001' }] } },
  {
    kind: 'admin_gained',
    detail: {
      ...{ snapshot: 7, count: 5 },
      people: [
        { name: 'rosa', kind: 'human', group: 'platform', on: 'acme/web', places: 3 },
        { name: 'release-app', kind: 'app', group: null, on: '', places: 0 },
      ],
    },
  },
  { kind: 'epss_risen', detail: { count: 1, findings: [{ number: 4, advisory: 'CVE-2031-0001' }] } },
  { kind: 'pipeline_drifted', detail: { count: 4, newActions: 2, widerPermissions: 1, unreviewed: 1 } },
  { kind: 'report_held', detail: { closing: 31, scanners: ['semgrep'], again: true } },
  { kind: 'report_confirmed', detail: { held: 5, fixed: 3 } },
  { kind: 'pipeline_silent', detail: SILENT },
  ...ACTION_EVENTS.map((kind) => ({ kind, detail: { count: 2, actions: [{ number: 3, kind: 'upgrade' as const }] } })),
  ...EXCEPTION_EVENTS.map((kind) => ({ kind, detail: ACCEPTED })),
  { kind: 'gate_failed', detail: { ...GATE, ref: 'main' } },
  { kind: 'gate_passed', detail: { ...GATE, ref: 'main', stillOpen: 0 } },
  { kind: 'branch_gate_failed', detail: GATE },
  { kind: 'branch_gate_passed', detail: GATE },
  { kind: 'policy_changed', detail: { version: 3, removed: false } },
  { kind: 'severity_set', detail: { count: 1, set: true, findings: [{ number: 3, from: 'high', to: 'low' }] } },
  { kind: 'comment_added', detail: { finding: 3, comment: 9 } },
  { kind: 'review_opened', detail: { review: 4, rights: 31, dueAt: '2026-03-16T09:00:00.000Z' } },
  {
    kind: 'review_ended',
    detail: { review: 4, rights: 31, state: 'closed', certified: 20, revoked: 6, changed: 2 },
  },
  { kind: 'review_undone', detail: { review: 4, rights: 1 } },
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
      ...[
        'malicious_found',
        'kev_listed',
        'admin_gained',
        'epss_risen',
        'pipeline_drifted',
        'report_held',
        'report_confirmed',
        'pipeline_silent',
      ],
      ...ACTION_EVENTS,
      ...EXCEPTION_EVENTS,
      ...['gate_failed', 'gate_passed', 'branch_gate_failed', 'branch_gate_passed'],
      ...['policy_changed', 'severity_set', 'comment_added', ...REVIEW_EVENTS, 'audit_anchored'],
    ]);
    expect(all[0]?.event.data).toMatchObject({ score_before: 71.3, score_after: 60, upload: 'upl_2_7' });
  });

  it.each([
    [
      'exception_requested',
      'Somebody asks that a scan of the running application is not expected until 2026-06-02. It waits for somebody who decides.',
    ],
    ['exception_approved', 'Somebody decided that a scan of the running application is not expected until 2026-06-02.'],
    ['exception_refused', 'Somebody refused that a scan of the running application is not expected.'],
    ['exception_withdrawn', 'That a scan of the running application is not expected was taken back.'],
    [
      'exception_expiring',
      'From 2026-06-02 on a scan of the running application is expected again. Connect what measures it until then, or ask again.',
    ],
    ['exception_expired', 'A scan of the running application is expected again: the time is over in which it was not.'],
  ] as const)('%s is told of what is not expected too, and leads to where that is listed', (kind, words) => {
    const [one] = told({ kind, detail: { ...ACCEPTED, findings: [], category: 'dast' } }, 1);
    expect(one?.words).toBe(words);
    const data = { decision: 'exempted', category: 'dast', count: 1, findings: [], because: null };
    expect(webhookEvent.parse(one?.event).data).toMatchObject({
      ...data,
      url: 'https://plumbline.test/coverage?scope=repo:acme/web',
    });
  });

  it('is one sentence for people, with what it needs and nobody’s name', () => {
    const one = { count: 1, actions: [{ number: 3, kind: 'upgrade' as const }] };
    const news: OutboxEvent[] = [
      ...EVENTS.filter(({ kind }) => /action|exception|gate/.test(kind)),
      { kind: 'gate_passed', detail: { ...GATE, ref: 'main', stillOpen: 2 } },
      { kind: 'gate_passed', detail: { ...GATE, ref: 'main' } },
      { kind: 'action_claimed', detail: { ...one, assignee: { kind: 'team', id: 'payments' } } },
      { kind: 'action_assigned', detail: { ...one, assignee: { kind: 'person', id: 3 } } },
      { kind: 'action_assigned', detail: { ...one, count: 2, assignee: { kind: 'team', id: 'payments' } } },
      { kind: 'exception_requested', detail: { ...ACCEPTED, count: 3, decision: 'false_positive', expiresAt: null } },
      { kind: 'exception_extended', detail: { ...ACCEPTED, expiresAt: null } },
      { kind: 'exception_returned', detail: { ...ACCEPTED, count: 2, reason: 'kev' } },
    ];
    const lines = news.flatMap((event, index) => told(event, index)).map(({ event, words }) => [words, event.data.url]);
    expect(lines).toMatchInlineSnapshot(`
      [
        [
          "Somebody took on 2 fixes.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "2 fixes are given to somebody.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "Nobody works on 2 fixes any more.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "Somebody says that 2 fixes are done; a scan has to agree.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "Somebody takes back that 2 fixes are done.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "A scan agrees: 2 fixes done.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "Still there: 2 fixes that somebody says are done.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "Somebody asks to accept the risk of 1 finding (aws-key) until 2026-06-02. It waits for somebody who decides.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "The risk of 1 finding (aws-key) is accepted until 2026-06-02.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "Somebody refused an exception of 1 finding (aws-key).",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "The exception of 1 finding (aws-key) was taken back.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "The exception of 1 finding (aws-key) holds until 2026-06-02 now.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "The exception of 1 finding (aws-key) ends on 2026-06-02. Fix it until then, or extend it.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "The exception of 1 finding (aws-key) ended on 2026-06-02: what is still there counts again.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "The exception of 1 finding (aws-key) ended: what is still there counts again.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "The gate of main fails: new-critical.",
          "https://plumbline.test/ingest/upl_2_7",
        ],
        [
          "The gate of main passes again: nothing breaks new-critical any more.",
          "https://plumbline.test/ingest/upl_2_7",
        ],
        [
          "The gate of pull request 7 fails: new-critical.",
          "https://plumbline.test/ingest/upl_2_7",
        ],
        [
          "The gate of pull request 7 passes again: nothing breaks new-critical any more.",
          "https://plumbline.test/ingest/upl_2_7",
        ],
        [
          "The gate of main passes again: nothing new breaks new-critical, and 2 findings that broke it are still open.",
          "https://plumbline.test/ingest/upl_2_7",
        ],
        [
          "The gate of main passes again: nothing new breaks new-critical.",
          "https://plumbline.test/ingest/upl_2_7",
        ],
        [
          "Team payments took on 1 fix.",
          "https://plumbline.test/actions/act_2_3",
        ],
        [
          "1 fix is given to somebody.",
          "https://plumbline.test/actions/act_2_3",
        ],
        [
          "2 fixes are given to team payments.",
          "https://plumbline.test/repositories/acme/web",
        ],
        [
          "Somebody says that 3 findings (aws-key) are false positives. It waits for somebody who decides.",
          "https://plumbline.test/exceptions?repo=acme/web&show=requested",
        ],
        [
          "The exception of 1 finding (aws-key) holds without an end now.",
          "https://plumbline.test/repositories/acme/web/findings/4",
        ],
        [
          "Exceptions of 2 findings (aws-key) ended, because KEV lists the vulnerability as exploited now: what is still there counts again.",
          "https://plumbline.test/exceptions?repo=acme/web&show=ended",
        ],
      ]
    `);
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

it('tells of access reviews by their numbers, also where no repository is asked about', () => {
  const lines = EVENTS.filter(({ kind }) => kind.startsWith('review_')).flatMap((event, id) => {
    const entry = { ...event, orgId: 1, repoId: null, id, at: new Date('2026-03-02T09:00:00Z'), upload: 0 };
    const wanted = { events: SINK_EVENTS, scoreDrop: 5 };
    return tell(entry, { ...place, repository: null }, wanted).map(({ event: { data }, words }) => [words, data]);
  });
  const about = { organization: 'Acme', url: 'https://plumbline.test/privileges/reviews/4', review: 4 };
  expect(lines).toEqual([
    [
      'Access review 4 of Acme began: 31 rights, to be decided by 2026-03-16.',
      { ...about, rights: 31, due_at: '2026-03-16T09:00:00.000Z' },
    ],
    [
      'Access review 4 of Acme is closed: 20 certified, 6 to be revoked, 2 to be changed, 3 not decided.',
      { ...about, rights: 31, state: 'closed', certified: 20, revoked: 6, changed: 2, undecided: 3 },
    ],
    [
      'Access review 4 of Acme: 1 right should be gone for seven days or more, and no inventory shows that it is.',
      { ...about, rights: 1 },
    ],
  ]);
});
