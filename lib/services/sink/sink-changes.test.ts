import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { insertOutbox } from '#db/queries/outbox.ts';
import { findSink } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import { createSinkBody } from '#lib/contracts/sink.ts';
import { getDeliveries } from '#lib/views/sink/get-deliveries.ts';
import { getSink } from '#lib/views/sink/get-sinks.ts';
import { type Harness, tick } from '../testing.ts';
import { changeSink } from './change-sink.ts';
import { createSink } from './create-sink.ts';
import { deleteSink } from './delete-sink.ts';
import { deliverToSink } from './deliver-to-sink.ts';
import { fillDeliveries } from './fill-deliveries.ts';
import { queueSinks } from './queue-sinks.ts';
import { replayDelivery } from './replay-delivery.ts';
import { replaySink } from './replay-sink.ts';
import { resumeSink } from './resume-sink.ts';
import { rotateSecret } from './rotate-secret.ts';
import { testSink } from './test-sink.ts';
import { outboxSettled, type Receiver, type SinkWorld, sinkWorld } from './testing.ts';

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

describe('sending again on request', () => {
  it('gives one message, or all from a time on, the ids that they had', async () => {
    const { scope, id } = await start();
    await happen(1);
    tick(harness, 60);
    const from = harness.clock.now.toISOString();
    await happen(2, 3);
    await deliverToSink(harness, scope);
    const ids = messageIds();
    const { items } = await getDeliveries(harness.ctx, id, { limit: 10 });
    await replayDelivery(harness.ctx, id, items.at(-1)?.id ?? 0);
    await deliverToSink(harness, scope);
    await replaySink(harness.ctx, id, { from });
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1, 2, 3, 1, 2, 3]);
    expect(messageIds()).toEqual([...ids, ...ids]);
    expect(await getDeliveries(harness.ctx, id, { limit: 10 })).toMatchObject({
      items: [{ replayed: true }, { replayed: true }, { replayed: true }],
    });
  });

  it('reaches back to before the sink was made, and never passes anything over', async () => {
    const from = harness.clock.now.toISOString();
    await happen(7);
    const { scope, id } = await start();
    await replaySink(harness.ctx, id, { from });
    await deliverToSink(harness, scope);
    expect(got()).toContain(7);
    receiver.received.length = 0;
    await happen(8);
    await replaySink(harness.ctx, id, { from: new Date(harness.clock.now.getTime() + 60_000).toISOString() });
    await deliverToSink(harness, scope);
    expect(got()).toEqual([8]);
  });

  it('is not undone by a worker that is about to move the place forward', async () => {
    const { scope, id } = await start();
    tick(harness, 60);
    const from = harness.clock.now.toISOString();
    await happen(1);
    await deliverToSink(harness, scope);
    await happen(2);
    const claim = 'of a worker';
    await harness.admin`update sinks set claim = ${claim} where id = ${id}`;
    const claimed = await findSink(harness.sql, scope);
    await replaySink(harness.ctx, id, { from });
    expect(claimed && (await fillDeliveries(harness, claimed, claim))).toBe(false);
    await harness.admin`update sinks set claim = null where id = ${id}`;
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1, 1, 2]);
  });
});

describe('changes of a sink', () => {
  it('a new secret signs beside the former one for a day', async () => {
    const { scope, id, secret } = await start();
    const { secret: renewed } = await rotateSecret(harness.ctx, id);
    const valid = () => {
      const last = receiver.received.at(-1);
      vi.setSystemTime(harness.clock.now);
      const taken = [secret, renewed].map((each) => {
        try {
          return Boolean(new Webhook(each).verify(last?.body ?? '', last?.headers as Record<string, string>));
        } catch {
          return false;
        }
      });
      vi.useRealTimers();
      return taken;
    };
    await happen(1);
    await deliverToSink(harness, scope);
    expect(valid()).toEqual([true, true]);
    tick(harness, 24 * 60);
    await happen(2);
    await deliverToSink(harness, scope);
    expect(valid()).toEqual([false, true]);
  });

  it('nothing is sent while it is paused, and everything afterwards', async () => {
    const { scope, id } = await start();
    await changeSink(harness.ctx, id, { state: 'paused' });
    await happen(1);
    await deliverToSink(harness, scope);
    expect([got(), await stateOf(id)]).toEqual([[], 'paused']);
    await resumeSink(harness.ctx, id, { skip_failed: false });
    await deliverToSink(harness, scope);
    expect(got()).toEqual([1]);
  });

  it('a test is sent whatever its state, comes into the log, and says what was answered', async () => {
    const { id } = await start();
    await changeSink(harness.ctx, id, { state: 'paused' });
    expect(await testSink(harness.ctx, id)).toEqual({ delivered: true, status: 200, answer: 'an answer' });
    receiver.answer = () => 404;
    expect(await testSink(harness.ctx, id)).toMatchObject({ delivered: false, status: 404 });
    const { items } = await getDeliveries(harness.ctx, id, { limit: 1 });
    expect(items).toMatchObject([{ events: ['test'], state: 'failed', status: 404 }]);
  });

  it('another with its name, an address inside, and one that is gone are refused', async () => {
    const { id } = await start({ name: 'taken' });
    const other = createSinkBody.parse({ kind: 'slack', name: 'taken', url: receiver.url, events: ['report_held'] });
    await expect(createSink(harness.ctx, other)).rejects.toMatchObject({ code: 'conflict' });
    harness.env.ALLOW_PRIVATE_SINKS = false;
    await expect(changeSink(harness.ctx, id, { url: 'https://10.0.0.1/' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    harness.env.ALLOW_PRIVATE_SINKS = true;
    await deleteSink(harness.ctx, id);
    await expect(getSink(harness.ctx, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(testSink(harness.ctx, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('two that take one name at a time: one gets it', async () => {
    const both = [await start(), await start()];
    const rename = ({ id }: { id: number }) => changeSink(harness.ctx, id, { name: 'wanted by two' });
    const taken = await Promise.allSettled(both.map(rename));
    const codes = taken.map((each) => (each.status === 'fulfilled' ? 'taken' : each.reason.code));
    expect(codes.sort()).toEqual(['conflict', 'taken']);
  });

  it('chats get several events in one message, and only what they asked for', async () => {
    const { scope } = await start({ kind: 'slack', events: ['score_dropped'], score_drop: 5 });
    const cause = { at: harness.clock.now, upload: 1, userId: null };
    for (const after of [60, 66, 61]) {
      const detail = { introduced: 1, reopened: 0, fixed: 0, score: { before: 70, after } };
      await inTransaction(harness.sql, (tx) =>
        insertOutbox(tx, { orgId: harness.ctx.orgId, repoId }, { ...cause, kind: 'posture_changed', detail }),
      );
    }
    await outboxSettled(harness.systemSql);
    await deliverToSink(harness, scope);
    expect(receiver.received.map(({ body }) => JSON.parse(body).blocks.length)).toEqual([2]);
  });
});

describe('orders for sending', () => {
  it('come for sinks that something happened for, not for those that fail or are paused', async () => {
    const jobs = async () => {
      const rows = await harness.systemSql<
        { key: string }[]
      >`select key from graphile_worker.jobs where key like 'sink:%'`;
      return rows.map(({ key }) => Number(key.split(':')[2]));
    };
    await harness.admin`delete from sinks`;
    await harness.admin`delete from graphile_worker._private_jobs`;
    const idle = await start();
    await queueSinks(harness);
    expect(await jobs()).toEqual([]);
    await happen(1);
    const paused = await start();
    await changeSink(harness.ctx, paused.id, { state: 'paused' });
    await happen(2);
    await queueSinks(harness);
    await queueSinks(harness);
    expect(await jobs()).toEqual([idle.id]);
  });
});
