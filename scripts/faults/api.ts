import { setTimeout as sleep } from 'node:timers/promises';
import type { Plumbline } from '../../bench/plumbline.ts';

/** What the checks look at of an upload. */
export interface UploadAnswer {
  id: string;
  status: string;
  duplicate: boolean;
  introduced: number;
  reason: string | null;
}

export const SETTLED = new Set(['processed', 'held', 'superseded', 'rejected']);

/** The answer of the API, null when there was none or an error of the server: it may be down just now. */
async function call(url: string, init: RequestInit): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
    const body: unknown = await response.json();
    return response.status >= 500 ? null : { status: response.status, body };
  } catch {
    return null;
  }
}

/** Delivers a report once. Null: no answer, which may be either. */
export async function deliver(
  plumbline: Plumbline,
  query: Record<string, string>,
  body: Uint8Array<ArrayBuffer>,
): Promise<UploadAnswer | null> {
  const answer = await call(`${plumbline.url}/api/v1/uploads?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${plumbline.uploadToken}`, 'content-type': 'application/json' },
    body,
  });
  if (answer === null || answer.status === 429) return null;
  if (answer.status >= 300) throw new Error(`the report was refused: ${JSON.stringify(answer.body)}`);
  return answer.body as UploadAnswer;
}

/** Delivers as a client with retries does: the same again until there is an answer. */
export async function deliverSurely(
  plumbline: Plumbline,
  query: Record<string, string>,
  body: Uint8Array<ArrayBuffer>,
): Promise<UploadAnswer> {
  for (let attempt = 1; attempt <= 120; attempt += 1) {
    const answer = await deliver(plumbline, query, body);
    if (answer !== null) return answer;
    await sleep(500);
  }
  throw new Error('no answer to a report in a minute');
}

export async function readUpload(plumbline: Plumbline, id: string): Promise<UploadAnswer | null> {
  const headers = { authorization: `Bearer ${plumbline.apiToken}` };
  const answer = await call(`${plumbline.url}/api/v1/uploads/${id}`, { headers });
  if (answer?.status === 404) throw new Error(`the acknowledged upload ${id} is gone`);
  return answer?.status === 200 ? (answer.body as UploadAnswer) : null;
}

/** Open findings of a repository as its page counts them; null while nobody answers, 0 before its first report. */
export async function readOpen(plumbline: Plumbline, repo: string): Promise<number | null> {
  const headers = { authorization: `Bearer ${plumbline.apiToken}` };
  const answer = await call(`${plumbline.url}/api/v1/repos/${repo}`, { headers });
  if (answer?.status === 404) return 0;
  if (answer?.status !== 200) return null;
  const { repository } = answer.body as { repository: { open: Record<string, number> } };
  return Object.values(repository.open).reduce((sum, count) => sum + count, 0);
}

/** Asks until the upload is settled; throws after `seconds`. Returns the answer and how long it took. */
export async function untilSettled(
  plumbline: Plumbline,
  id: string,
  seconds: number,
): Promise<{ upload: UploadAnswer; milliseconds: number }> {
  const started = performance.now();
  for (;;) {
    const upload = await readUpload(plumbline, id);
    const milliseconds = performance.now() - started;
    if (upload && SETTLED.has(upload.status)) return { upload, milliseconds };
    if (milliseconds > seconds * 1000) throw new Error(`upload ${id} is ${upload?.status} after ${seconds} s`);
    await sleep(100);
  }
}
