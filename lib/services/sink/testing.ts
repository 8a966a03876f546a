import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, vi } from 'vitest';
import type { Database } from '#db/client.ts';

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
