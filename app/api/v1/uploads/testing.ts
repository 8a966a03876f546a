import { findUpload, type Upload } from '#db/queries/uploads.ts';
import type { Harness } from '#lib/services/testing.ts';
import { problemResponse } from '#lib/web/problem.ts';
import { postUpload } from './post-upload.ts';

export interface Sent {
  params?: Record<string, string>;
  body: Uint8Array | string | null;
  headers?: Record<string, string>;
  /** Bytes per chunk of the body. */
  piece?: number;
  /** Called when the handler starts to read the body. */
  onPull?: () => void;
}

export interface Answer {
  status: number;
  contentType: string;
  body: { id?: string; status?: string; duplicate?: boolean; detail?: string; title?: string; delivered_by?: unknown };
  /** The upload after processing; null when nothing was accepted. */
  upload: Upload | null;
}

function streamOf(bytes: Uint8Array, piece: number, onPull: () => void): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        onPull();
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(at, at + piece));
        at += piece;
      },
    },
    { highWaterMark: 0 },
  );
}

function requestOf({ params = {}, body, headers = {}, piece = 64 * 1024, onPull = () => undefined }: Sent): Request {
  const query = new URLSearchParams(params);
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return new Request(`http://plumbline.test/api/v1/uploads?${query}`, {
    method: 'POST',
    headers,
    ...(bytes === null ? {} : { body: streamOf(bytes, piece, onPull), duplex: 'half' }),
  } as RequestInit);
}

/** Calls the real handler, then processes the upload as the worker would. */
export async function send(harness: Harness, sent: Sent): Promise<Answer> {
  const response = await postUpload(harness.ctx, requestOf(sent)).catch(problemResponse);
  const body = (await response.json()) as Answer['body'];
  const answer = { status: response.status, contentType: response.headers.get('content-type') ?? '', body };
  if (response.status >= 300) return { ...answer, upload: null };
  const [waiting] = await harness.sql<{ repoId: number; number: number }[]>`
    select repo_id, number from uploads where org_id = ${harness.ctx.orgId} and state = 'received'`;
  if (!waiting) return { ...answer, upload: null };
  const upload = await findUpload(harness.sql, { orgId: harness.ctx.orgId, repoId: waiting.repoId }, waiting.number);
  return { ...answer, upload: upload ? await harness.process(upload) : null };
}

/** What a bad report must not change: findings and their states, and stored bytes that no upload claims. */
export async function storedOf(harness: Harness): Promise<{ findings: unknown; strays: string[]; events: number }> {
  const findings = await harness.sql`select state, count(*)::int as count from findings group by state order by state`;
  const claimed = new Set((await harness.sql<{ blob: string }[]>`select blob from uploads`).map((row) => row.blob));
  const strays: string[] = [];
  for await (const name of harness.blobs.list(new Date(Date.now() + 86_400_000))) {
    if (!claimed.has(name)) strays.push(name);
  }
  const [row] = await harness.sql<{ count: number }[]>`select count(*)::int as count from finding_events`;
  return { findings: [...findings], strays, events: row?.count ?? 0 };
}
