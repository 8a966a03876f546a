import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { moveOutbox } from '#db/queries/backup.ts';
import { findSink } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import { FAILURES_TO_STOP } from '#lib/domain/sink/retry.ts';
import { getDeliveries } from '#lib/views/sink/get-deliveries.ts';
import { getSink } from '#lib/views/sink/get-sinks.ts';
import { sweepOutbox } from '../outbox/sweep-outbox.ts';
import { type Harness, sarifOf, tick } from '../testing.ts';
import { changeSink } from './change-sink.ts';
import { deliverToSink } from './deliver-to-sink.ts';
import { fillDeliveries } from './fill-deliveries.ts';
import { resumeSink } from './resume-sink.ts';
import { type Receiver, type SinkWorld, sinkWorld } from './testing.ts';

let world: SinkWorld;
let harness: Harness;
let receiver: Receiver;
let repoId: number;

beforeAll(async () => {
  world = await sinkWorld();
  ({ harness, receiver, repoId } = world);
});
afterAll(() => world.close());

const start: SinkWorld['start'] = (more) => world.start(more);
const happen: SinkWorld['happen'] = (...introduced) => world.happen(...introduced);
const got = () => world.got();
const messageIds = () => world.messageIds();
const stateOf = async (id: number) => (await getSink(harness.ctx, id)).state;

describe('a webhook', () => {
  it('gets what happens after it was made, in order, signed, once', async () => {
    await happen(1);
    const { scope, secret } = await start();
    await happen(2, 3, 4);
    await deliverToSink(harness, scope);
    await deliverToSink(harness, scope);
    expect(got()).toEqual([2, 3, 4]);
    expect(new Set(messageIds()).size).toBe(3);
    const [first] = receiver.received;
    vi.setSystemTime(harness.clock.now);
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers as Record<string, string>)).toMatchObject({
      type: 'posture_changed',
      data: { organization: 'Acme', repository: 'acme/web', url: 'http://plumbline.test/repositories/acme/web' },
    });
    vi.useRealTimers();
  });

  it('keeps address and secret encrypted, and shows only the host', async () => {
    const { id, secret } = await start();
    const [row] = await harness.systemSql`select * from sinks where id = ${id}`;
    const stored = JSON.stringify(row, (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    for (const text of [secret, secret.slice(6), 's3cret-path']) expect(stored).not.toContain(text);
    expect(JSON.stringify(await getSink(harness.ctx, id))).not.toMatch(/s3cret-path|whsec_/);
    const entries = await harness.systemSql`select detail::text as detail from audit_entries where verb like 'sink.%'`;
    expect(JSON.stringify(entries)).not.toMatch(/s3cret-path|whsec_/);
  });

  it('never gets the same from two workers at once', async () => {
    const { scope } = await start();
    await happen(1, 2, 3);
    const answers: (() => void)[] = [];
    receiver.answer = () => {
      const { promise, resolve } = Promise.withResolvers<number>();
      answers.push(() => resolve(200));
      return promise;
    };
    const first = deliverToSink(harness, scope);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    await Promise.all([deliverToSink(harness, scope), deliverToSink(harness, scope)]);
    expect(got()).toEqual([1]);
    receiver.answer = () => 200;
    answers[0]?.();
    await first;
    expect(got()).toEqual([1, 2, 3]);
  });

  it('gets a message again under the same id when the worker died before it could note the answer', async () => {
    const { scope } = await start();
    await happen(1, 2);
    // As a worker leaves it that was killed: claimed, sent, not noted.
    receiver.answer = async () => {
      await harness.admin`update sinks set claim = 'of somebody else' where id = ${scope.sinkId}`;
      return 200;
    };
    await deliverToSink(harness, scope);
    receiver.answer = () => 200;
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1]);
    tick(harness, 2);
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1, 1, 2]);
    const [lost, again] = messageIds();
    expect(again).toBe(lost);
  });
});

describe('the place in the outbox', () => {
  it('is not moved by a worker that another one took the sink from', async () => {
    const { scope } = await start();
    await happen(1);
    const sink = await findSink(harness.sql, scope);
    expect(sink && (await fillDeliveries(harness, sink, 'lost claim'))).toBe(false);
    expect(await findSink(harness.sql, scope)).toEqual(sink);
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1]);
  });

  it('moves with the outbox to a server that counts its transactions anew', async () => {
    const { scope } = await start();
    await happen(1);
    for (const table of ['outbox', 'sinks']) {
      await harness.admin.unsafe(`update ${table} set transaction = transaction + 1000000000`);
    }
    await inTransaction(harness.systemSql, moveOutbox);
    await happen(2);
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1, 2]);
  });

  it('passes over what happens to repositories of the demo', async () => {
    const { scope } = await start();
    await happen(1);
    const other = (await harness.deliver({ repo: 'acme/demo' }, sarifOf([]))).repoId;
    await harness.admin`update repositories set demo = true where id = ${other}`;
    await harness.admin`update outbox set repo_id = ${other} where detail ->> 'introduced' = '1'`;
    await happen(2);
    await deliverToSink(harness, scope);
    expect(got()).toEqual([2]);
  });
});

describe('a receiver that fails', () => {
  it('is tried again later with the same id, holding back what follows, and gets everything in order once it is back', async () => {
    const { scope, id } = await start();
    receiver.answer = () => 503;
    await happen(1, 2);
    await deliverToSink(harness, scope);
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1]);
    expect(await getSink(harness.ctx, id)).toMatchObject({ state: 'active', failures: 1, waiting: 2 });
    // Away for a day: what happens meanwhile waits.
    for (let hour = 0; hour < 24; hour += 1) {
      tick(harness, 60);
      await happen(10 + hour);
      await deliverToSink(harness, scope);
    }
    expect(new Set(messageIds()).size).toBe(1);
    receiver.answer = () => 200;
    receiver.received.length = 0;
    tick(harness, 12 * 60);
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1, 2, ...Array.from({ length: 24 }, (_, hour) => 10 + hour)]);
    expect(await getSink(harness.ctx, id)).toMatchObject({ failures: 0, failing_since: null, waiting: 0 });
  });

  it('is stopped after days, and gets all that was missed when it is resumed, or all but the one that it cannot take', async () => {
    const { scope, id } = await start();
    receiver.answer = () => 500;
    await happen(1);
    for (let attempt = 1; attempt <= FAILURES_TO_STOP; attempt += 1) {
      expect(await stateOf(id)).toBe('active');
      await deliverToSink(harness, scope);
      tick(harness, 12 * 60);
    }
    expect(await stateOf(id)).toBe('stopped');
    const [entry] =
      await harness.systemSql`select detail from audit_entries where verb = 'sink.stopped' order by sequence desc`;
    expect(entry?.detail).toMatchObject({ failures: FAILURES_TO_STOP });
    const mails = await harness.systemSql`select subject, text from mails where kind = 'alert'`;
    expect(mails).toMatchObject([{ subject: expect.stringContaining('Webhook paused') }]);
    expect(JSON.stringify(mails)).not.toContain('s3cret-path');
    await happen(2, 3);
    receiver.answer = () => 200;
    receiver.received.length = 0;
    await deliverToSink(harness, scope);
    expect(got()).toEqual([]);
    await resumeSink(harness.ctx, id, { skip_failed: true });
    await deliverToSink(harness, scope);
    expect(got()).toEqual([2, 3]);
    expect((await getDeliveries(harness.ctx, id, { limit: 10 })).items.map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
      'failed',
    ]);
  });

  it('is stopped at once when it says that it is gone', async () => {
    const { scope, id } = await start();
    receiver.answer = () => 410;
    await happen(1);
    await deliverToSink(harness, scope);
    expect(await stateOf(id)).toBe('stopped');
  });

  it('keeps what it has not got from being swept for ninety days', async () => {
    const { scope, id } = await start();
    await changeSink(harness.ctx, id, { state: 'paused' });
    await happen(1, 2);
    tick(harness, 60 * 24 * 60);
    await sweepOutbox(harness);
    await resumeSink(harness.ctx, id, { skip_failed: false });
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1, 2]);
    await sweepOutbox(harness);
    const left = () => harness.sql`select 1 from outbox where repo_id = ${repoId}`;
    // Sinks of other tests stand further back.
    await harness.admin`delete from sinks where id <> ${id}`;
    await sweepOutbox(harness);
    expect(await left()).toHaveLength(0);
  });
});
