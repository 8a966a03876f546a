import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect as dial, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSettings } from './client.ts';

/** A statement as a driver sent it: its text, the ids of its parameters' types (0: unsaid), and their values. */
export interface SentStatement {
  text: string;
  types: number[];
  /** Text, or bytes where the driver sent binary values. */
  values: (string | Buffer | null)[];
}

export interface StatementTap extends ConnectionSettings {
  /** The statements sent since the last call, in order. */
  take(): SentStatement[];
  close(): Promise<void>;
}

/** Parses the protocol messages of one client, of any driver. */
class ClientMessages {
  readonly #note: (statement: SentStatement) => void;
  readonly #prepared = new Map<string, { text: string; types: number[] }>();
  #rest: Buffer = Buffer.alloc(0);
  #started = false;

  constructor(note: (statement: SentStatement) => void) {
    this.#note = note;
  }

  feed(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      // The first message of a session has no type byte.
      const head = this.#started ? 1 : 0;
      if (this.#rest.length < head + 4) return;
      const end = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < end) return;
      if (this.#started) this.#read(String.fromCharCode(this.#rest[0] ?? 0), this.#rest.subarray(5, end));
      this.#started = true;
      this.#rest = this.#rest.subarray(end);
    }
  }

  #read(kind: string, body: Buffer): void {
    const at = { offset: 0 };
    if (kind === 'Q') this.#note({ text: text(body, at), types: [], values: [] });
    if (kind === 'P') {
      const name = text(body, at);
      this.#prepared.set(name, { text: text(body, at), types: list(body, at, () => int(body, at, 4)) });
    }
    if (kind === 'B') {
      text(body, at);
      const statement = this.#prepared.get(text(body, at));
      const formats = list(body, at, () => int(body, at, 2));
      const values = list(body, at, (index) => value(body, at, formats[index] ?? formats[0] ?? 0));
      if (statement) this.#note({ ...statement, values });
    }
  }
}

interface Position {
  offset: number;
}

function text(body: Buffer, at: Position): string {
  const end = body.indexOf(0, at.offset);
  const found = body.toString('utf8', at.offset, end);
  at.offset = end + 1;
  return found;
}

function int(body: Buffer, at: Position, bytes: number): number {
  const found = body.readIntBE(at.offset, bytes);
  at.offset += bytes;
  return found;
}

function list<T>(body: Buffer, at: Position, item: (index: number) => T): T[] {
  return Array.from({ length: int(body, at, 2) }, (_, index) => item(index));
}

function value(body: Buffer, at: Position, format: number): string | Buffer | null {
  const length = int(body, at, 4);
  if (length < 0) return null;
  const bytes = body.subarray(at.offset, at.offset + length);
  at.offset += length;
  return format === 1 ? Buffer.from(bytes) : bytes.toString('utf8');
}

/**
 * Test helper: a proxy between clients and the server that records every statement which is really sent.
 */
export async function tapStatements(settings: ConnectionSettings): Promise<StatementTap> {
  const { socketDir, url } = settings;
  if (socketDir === null) throw new Error('the tap needs the server of the tests, which has a socket');
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-tap-'));
  const name = `.s.PGSQL.${new URL(url).port}`;
  const open = new Set<Socket>();
  let sent: SentStatement[] = [];
  const server = createServer((client) => {
    const upstream = dial(join(socketDir, name));
    const messages = new ClientMessages((statement) => sent.push(statement));
    client.on('data', (chunk) => messages.feed(Buffer.from(chunk)));
    client.pipe(upstream).pipe(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => open.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(join(folder, name), resolve));
  return {
    url,
    socketDir: folder,
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
