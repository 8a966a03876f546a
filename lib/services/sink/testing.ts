import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, vi } from 'vitest';
import type { Database } from '#db/client.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { createSinkBody } from '#lib/contracts/sink.ts';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { createSink } from './create-sink.ts';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** What it answers; may wait. */
  answer: (request: Received) => number | Promise<number>;
  close(): Promise<void>;
}

/** A receiver of webhooks on this machine. */
export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', received: [], answer: () => 200, close: async () => undefined };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const received = { headers: request.headers, body };
    receiver.received.push(received);
    response.writeHead(await receiver.answer(received)).end('an answer');
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const address = server.address();
  receiver.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook/s3cret-path`;
  receiver.close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return receiver;
}

/** Waits until every entry of the outbox can be read: a transaction of any database of the server holds them back. */
export async function outboxSettled(sql: Database): Promise<void> {
  await vi.waitFor(
    async () => {
      const [row] = await sql<{ waiting: number }[]>`
        select count(*)::int as waiting from outbox where transaction >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;
      expect(row?.waiting).toBe(0);
    },
    { timeout: 30_000, interval: 20 },
  );
}

export interface SinkWorld {
  harness: Harness;
  receiver: Receiver;
  repoId: number;
  /** A fresh sink for everything, and a receiver that has got nothing. */
  start(more?: object): Promise<{ id: number; secret: string; scope: { orgId: number; sinkId: number } }>;
  /** Something happens: `introduced` tells one change from another. */
  happen(...introduced: number[]): Promise<void>;
  /** What came, by `introduced`. */
  got(): unknown[];
  messageIds(): unknown[];
  close(): Promise<void>;
}

/** An organization with an administrator and one repository, and a receiver for its events. */
export async function sinkWorld(): Promise<SinkWorld> {
  const harness = await startHarness(undefined, { readers: inProcessReader });
  harness.env.ALLOW_PRIVATE_SINKS = true;
  const receiver = await startReceiver();
  const now = harness.clock.now;
  await addMember(harness.systemSql, harness.ctx, {
    ...{ email: 'boss@example.com', name: 'Boss', role: 'admin', passwordHash: null, now },
  });
  const { repoId } = await harness.deliver({ repo: 'acme/web' }, sarifOf([]));
  let made = 0;
  return {
    ...{ harness, receiver, repoId },
    async start(more = {}) {
      receiver.received.length = 0;
      receiver.answer = () => 200;
      await outboxSettled(harness.systemSql);
      made += 1;
      const usual = { kind: 'webhook', name: `sink ${made}`, url: receiver.url };
      const body = { ...usual, events: ['posture_changed', 'report_held'], ...more };
      const { id, secret } = await createSink(harness.ctx, createSinkBody.parse(body));
      return { id, secret: secret ?? '', scope: { orgId: harness.ctx.orgId, sinkId: id } };
    },
    async happen(...numbers) {
      for (const introduced of numbers) {
        const detail = { introduced, reopened: 0, fixed: 0, score: { before: 70, after: 70 } };
        const cause = { at: harness.clock.now, upload: 1, userId: null };
        await inTransaction(harness.sql, (tx) =>
          insertOutbox(tx, { orgId: harness.ctx.orgId, repoId }, { ...cause, kind: 'posture_changed', detail }),
        );
      }
      await outboxSettled(harness.systemSql);
    },
    got: () => receiver.received.map(({ body }) => JSON.parse(body).data.introduced),
    messageIds: () => receiver.received.map(({ headers }) => headers['webhook-id']),
    async close() {
      await receiver.close();
      await harness.close();
    },
  };
}
