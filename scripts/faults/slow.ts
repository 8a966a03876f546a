import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../bench/plumbline.ts';
import type { Fault, FaultReport, FaultRun } from './fault.ts';

const CONNECTIONS = 500;
const HONEST = 150;
const LIMIT = 1000;

/** A client that sends the head of an upload and then a byte now and then. */
function slowClient(port: number, token: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST /api/v1/uploads?repo=faults/slow HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{',
  );
  const timer = setInterval(() => socket.write(' '), 1000);
  socket.on('close', () => clearInterval(timer));
  return socket;
}

async function slow({ plumbline }: FaultRun): Promise<FaultReport> {
  const { port } = new URL(plumbline.url);
  const sockets = Array.from({ length: CONNECTIONS }, () => slowClient(Number(port), plumbline.uploadToken));
  const times: number[] = [];
  let failed = 0;
  try {
    await sleep(2000);
    for (let index = 0; index < HONEST; index += 1) {
      const started = performance.now();
      const headers = { authorization: `Bearer ${plumbline.apiToken}` };
      const signal = AbortSignal.timeout(10_000);
      const answer = await fetch(`${plumbline.url}/api/v1/repos`, { headers, signal }).catch(() => null);
      await answer?.arrayBuffer();
      if (!answer?.ok) failed += 1;
      times.push(performance.now() - started);
      await sleep(20);
    }
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const p95 = Math.round(quantile(times, 0.95));
  const failures = [
    ...(p95 < LIMIT ? [] : [`p95 is ${p95} ms`]),
    ...(failed === 0 ? [] : [`${failed} honest requests failed`]),
  ];
  return { numbers: `${CONNECTIONS} slow connections, ${HONEST} honest requests: p95 ${p95} ms`, failures };
}

export const SLOW: Fault = { name: 'slow connections', run: slow };
