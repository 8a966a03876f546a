import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { insertOutbox, readOutbox } from '#db/queries/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { outboxKindsOf } from '#lib/domain/sink/outbox-kinds.ts';
import { SINK_EVENTS } from '#lib/domain/sink/sink.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { rollUp } from '../rollup/roll-up.ts';
import { sweepOutbox } from './sweep-outbox.ts';

const START = { transaction: 0, id: 0 };
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const report = (rules: string) =>
  sarifOf([...rules].map((rule) => ({ rule, file: `${rule}.ts`, line: 1, code: `${rule}()` })));

/** Entries, once all that were committed can be read: a transaction of any database of the server, of other tests too, holds them back. */
async function readSettled(after: typeof START, limit: number) {
  await vi.waitFor(
    async () => {
      const [row] = await harness.sql<{ waiting: number }[]>`
        select count(*)::int as waiting from outbox where transaction >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;
      expect(row?.waiting).toBe(0);
    },
    { timeout: 30_000, interval: 20 },
  );
  return readOutbox(harness.sql, harness.ctx, after, { kinds: outboxKindsOf(SINK_EVENTS), limit });
}

/** What was added by `work`: upload, flows and whether the score differs. */
async function toldBy(work: () => Promise<unknown>) {
  const last = (await readSettled(START, 1000)).at(-1) ?? START;
  await work();
  return (await readSettled(last, 1000)).map(({ kind, upload, detail }) =>
    kind === 'posture_changed'
      ? [
          upload,
          [detail.introduced, detail.reopened, detail.fixed],
          detail.score.before === detail.score.after ? 'same score' : 'other score',
        ]
      : [upload, kind],
  );
}

describe('the outbox', () => {
  const repo = 'acme/web';

  it('has one entry for each upload that changed something, none for the others', async () => {
    expect(await toldBy(() => harness.deliver({ repo }, report('abc')))).toEqual([[1, [3, 0, 0], 'other score']]);
    tick(harness, 120);
    expect(await toldBy(() => harness.deliver({ repo, commit: 'a'.repeat(40) }, report('abc')))).toEqual([]);
    tick(harness, 120);
    expect(await toldBy(() => harness.deliver({ repo }, report('abd')))).toEqual([[3, [1, 0, 1], expect.anything()]]);
    tick(harness, 120);
    expect(await toldBy(() => harness.deliver({ repo }, report('abc')))).toEqual([[4, [0, 1, 1], expect.anything()]]);
  });

  it('tells of settings and of age when the score moves', async () => {
    const change = () => changeRepository(harness.ctx, repo, { exposure: 'public' });
    expect(await toldBy(change)).toEqual([[0, [0, 0, 0], 'other score']]);
    expect(await toldBy(change)).toEqual([]);
    tick(harness, 60 * 24 * 60);
    expect(await toldBy(() => rollUp(harness))).toEqual([
      [0, [0, 0, 0], 'other score'],
      [0, 'pipeline_silent'],
    ]);
  });

  it('says nothing of what was undone', async () => {
    const told = await toldBy(() =>
      inTransaction(harness.sql, async (tx) => {
        await insertOutbox(tx, { orgId: harness.ctx.orgId, repoId: 1 }, entry);
        throw new Error('undone');
      }).catch(() => undefined),
    );
    expect(told).toEqual([]);
  });

  it('keeps entries for thirty days', async () => {
    const count = async () => (await readSettled(START, 1000)).length;
    // Those of the roll-up are of today, sixty days after the others.
    await sweepOutbox(harness);
    expect(await count()).toBe(2);
    await sweepOutbox({ ...harness, now: () => new Date(harness.clock.now.getTime() + 31 * 86_400_000) });
    expect(await count()).toBe(0);
  });
});

const entry = {
  at: new Date('2026-03-02T09:00:00Z'),
  kind: 'posture_changed',
  upload: 0,
  userId: null,
  detail: { introduced: 0, reopened: 0, fixed: 0, score: { before: null, after: null } },
} as const;

/** A promise with the function that fulfils it. */
const gate = () => Promise.withResolvers<void>();

describe('a reader of the outbox', () => {
  it('is never past an entry that is still to come, whichever transaction ends first', async () => {
    const scope = { orgId: harness.ctx.orgId, repoId: 1 };
    const [began, release] = [gate(), gate()];
    const slow = inTransaction(harness.sql, async (tx) => {
      await tx`select pg_current_xact_id()`;
      began.resolve();
      await release.promise;
      await insertOutbox(tx, scope, { ...entry, upload: 101 });
    });
    await began.promise;
    await inTransaction(harness.sql, (tx) => insertOutbox(tx, scope, { ...entry, upload: 102 }));
    const early = await readOutbox(harness.sql, harness.ctx, START, { kinds: outboxKindsOf(SINK_EVENTS), limit: 10 });
    release.resolve();
    await slow;
    const late = await readSettled(early.at(-1) ?? START, 10);
    expect([early, late].map((entries) => entries.map(({ upload }) => upload))).toEqual([[], [101, 102]]);
    const [first] = late;
    expect((await readSettled(first ?? START, 1)).map(({ upload }) => upload)).toEqual([102]);
  });
});
