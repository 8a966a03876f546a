import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertOutbox } from '#db/queries/outbox.ts';
import { noteSilenceTold } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { rollUp } from '../rollup/roll-up.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

/** Entries of a repository that say more than that its posture changed. */
async function told(repo: string) {
  const rows = await harness.sql<{ kind: string; upload: number; detail: unknown }[]>`
    select o.kind, o.upload, o.detail from outbox o join repositories r on r.org_id = o.org_id and r.id = o.repo_id
    where r.full_name = ${repo} and o.kind <> 'posture_changed' and o.kind not like '%gate_%' order by o.transaction, o.id`;
  return rows.map(({ kind, upload, detail }) => [kind, upload, detail]);
}

const START = new Date('2026-01-01T00:00:00Z');
const VALUE = 'not-a-real-secret-0001';

function leaks(...found: { file: string; valid: boolean }[]): string {
  return JSON.stringify(
    found.map(({ file, valid }) => ({
      ...{ ruleID: 'generic-api-key', description: `Generic API Key ${file}` },
      ...{ match: `key = ${VALUE}-${file}`, secret: `${VALUE}-${file}` },
      location: { startLine: 3, endLine: 3, startColumn: 1, endColumn: 30 },
      ...{ attributes: { path: file }, ...(valid ? { validation: { status: 'valid' } } : {}) },
    })),
  );
}

describe('live secrets', () => {
  const repo = 'acme/leaky';

  it('are told of when they are found, once, and never with what they are', async () => {
    await harness.deliver({ repo }, leaks({ file: 'a.ts', valid: true }, { file: 'b.ts', valid: false }));
    const live = ['live_secret_found', 1, { count: 1, findings: [{ number: 1, rule: 'generic-api-key' }] }];
    expect(await told(repo)).toEqual([live]);
    expect(JSON.stringify(await told(repo))).not.toMatch(/not-a-real-secret|a\.ts/);
    tick(harness, 5);
    await harness.deliver({ repo }, `${leaks({ file: 'a.ts', valid: true }, { file: 'b.ts', valid: false })} `);
    expect(await told(repo)).toEqual([live]);
  });

  it('are told of when one that was known is tried, and when one is open again', async () => {
    tick(harness, 5);
    await harness.deliver({ repo }, leaks({ file: 'b.ts', valid: true }));
    expect((await told(repo)).slice(1)).toEqual([
      ['live_secret_found', 3, { count: 1, findings: [{ number: 2, rule: 'generic-api-key' }] }],
    ]);
    tick(harness, 5);
    await harness.deliver({ repo }, leaks({ file: 'a.ts', valid: true }, { file: 'b.ts', valid: true }));
    expect((await told(repo)).slice(2)).toEqual([
      ['live_secret_found', 4, { count: 1, findings: [{ number: 1, rule: 'generic-api-key' }] }],
    ]);
  });
});

describe('held reports', () => {
  it('are told of when they wait, when another takes their place, and when a machine confirms one', async () => {
    const repo = 'acme/held';
    const results = Array.from({ length: 30 }, (_, index) => ({
      ...{ rule: 'r', file: 'a.ts', line: index + 1, code: `call(${index});` },
    }));
    await harness.deliver({ repo, run_id: '1' }, sarifOf(results));
    tick(harness, 60);
    await harness.deliver({ repo, run_id: '2' }, sarifOf([]));
    const waits = { closing: 30, scanners: ['plumbtest'] };
    expect(await told(repo)).toEqual([['report_held', 2, { ...waits, again: false }]]);
    tick(harness, 5);
    await harness.deliver({ repo, run_id: '3' }, `${sarifOf([])} `);
    tick(harness, 20);
    await harness.deliver({ repo, run_id: '4' }, `${sarifOf([])}  `);
    expect((await told(repo)).slice(1)).toEqual([
      ['report_held', 3, { ...waits, again: true }],
      ['report_confirmed', 4, { held: 3, fixed: 30 }],
    ]);
  });
});

describe('a pipeline that goes silent', () => {
  const repo = 'acme/quiet';
  const report = (day: number) => `${sarifOf([])}${' '.repeat(day)}`;

  it('is told of once for each silence', async () => {
    for (let day = 1; day <= 5; day += 1) {
      await harness.deliver({ repo, run_id: `${day}` }, report(day));
      if (day < 5) tick(harness, 24 * 60);
    }
    const last = harness.clock.now.toISOString();
    tick(harness, 2 * 24 * 60);
    await rollUp(harness);
    expect(await told(repo)).toEqual([]);
    tick(harness, 3 * 24 * 60);
    await Promise.all([rollUp(harness), rollUp(harness)]);
    await rollUp(harness);
    const streams = await harness.sql<{ repoId: number; id: number; lastReportAt: Date }[]>`
      select s.repo_id, s.id, s.last_report_at from streams s join repositories r on r.id = s.repo_id
      where r.full_name = ${repo}`;
    const [stream] = streams;
    const tell = (since: Date | undefined) =>
      inTransaction(harness.sql, (tx) =>
        noteSilenceTold(
          tx,
          { orgId: harness.ctx.orgId, repoId: stream?.repoId ?? 0 },
          [stream?.id ?? 0],
          since ?? START,
        ),
      );
    // Another worker told of it since it was found; or a report came.
    expect(await tell(stream?.lastReportAt)).toEqual([]);
    await harness.admin`update streams set silence_told_at = null where repo_id = ${stream?.repoId ?? 0}`;
    expect(await tell(START)).toEqual([]);
    expect(await tell(stream?.lastReportAt)).toEqual([stream?.id]);
    const silent = { pipeline: 'default', scanners: ['plumbtest'], lastReportAt: last, usualHours: 24 };
    expect(await told(repo)).toEqual([['pipeline_silent', 0, silent]]);
    await harness.deliver({ repo, run_id: '6' }, report(6));
    await rollUp(harness);
    expect(await told(repo)).toHaveLength(1);
    tick(harness, 30 * 24 * 60);
    await rollUp(harness);
    expect(await told(repo)).toHaveLength(2);
  });
});

describe('entries about the organization as a whole', () => {
  it('name no repository', async () => {
    const { orgId } = harness.ctx;
    const detail = { introduced: 0, reopened: 0, fixed: 0, score: { before: null, after: null } };
    const cause = { at: harness.clock.now, upload: 0, userId: null };
    await inTransaction(harness.sql, (tx) =>
      insertOutbox(tx, { orgId }, { ...cause, kind: 'posture_changed', detail }),
    );
    const rows = await harness.sql`select org_id from outbox where repo_id is null`;
    expect(rows).toHaveLength(1);
  });
});
