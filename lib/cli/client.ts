import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { gateResult, uploadState } from '#lib/contracts/upload.ts';
import { codeOf, Fault, messageOf } from '#lib/errors.ts';
import { retry, secondsOf } from './retry.ts';

export interface Server {
  url: string;
  token: string;
  /** Takes a line for whoever waits. */
  say: (line: string) => void;
}

/** The fields of an answer that the command uses; others are passed through. */
const answerSchema = z.looseObject({
  id: z.string(),
  status: uploadState,
  reason: z.string().nullish(),
  gate: gateResult.nullish(),
});
export type Answer = z.infer<typeof answerSchema>;

const problemSchema = z.object({ detail: z.string() });

/** Too many requests, or no room for them just now. */
const BUSY: ReadonlySet<number> = new Set([429, 503]);

async function call(server: Server, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { ...init.headers, authorization: `Bearer ${server.token}`, accept: 'application/json' };
  const response = await fetch(server.url + path, { ...init, headers }).catch((error) => {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    const sentence = `${server.url} does not answer (${codeOf(cause) ?? messageOf(cause)}). Check PLUMBLINE_URL.`;
    throw new Fault('unavailable', sentence, { cause: error });
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const answer = answerSchema.safeParse(body);
    if (answer.success) return answer.data;
    throw new Fault('unavailable', `${server.url} answers, but not as Plumbline does. Check PLUMBLINE_URL.`);
  }
  const problem = problemSchema.safeParse(body);
  const sentence = problem.success ? problem.data.detail : `${server.url} answered ${response.status}.`;
  if (!BUSY.has(response.status)) throw new Fault('unavailable', sentence);
  const retryAfter = secondsOf(response.headers.get('retry-after'), new Date());
  throw new Fault('unavailable', sentence, { retryAfter });
}

/** Uploads the file as a stream, with the same memory for any size. */
export async function sendReport(server: Server, query: URLSearchParams, file: string): Promise<Answer> {
  const found = await stat(file).catch((error) => {
    throw new Fault('invalid_input', `${file} cannot be read (${codeOf(error) ?? messageOf(error)}).`);
  });
  if (!found.isFile()) throw new Fault('invalid_input', `${file} is not a file.`);
  const attempt = () => {
    const body = Readable.toWeb(createReadStream(file)) as ReadableStream & BodyInit;
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/octet-stream' },
    };
    return call(server, `/api/v1/uploads?${query}`, init);
  };
  return retry(attempt, server.say);
}

const isPending = (answer: Answer): boolean => answer.status === 'received' || answer.status === 'processing';

/** Polls, with growing pauses, until the upload is settled or `seconds` have passed. */
export async function followUpload(server: Server, first: Answer, seconds: number): Promise<Answer> {
  const until = Date.now() + Math.max(0, seconds - 60) * 1000;
  let answer = first;
  for (let pause = 500; isPending(answer) && Date.now() < until; pause = Math.min(pause * 1.5, 5000)) {
    await sleep(pause);
    const { id } = answer;
    answer = await retry(() => call(server, `/api/v1/uploads/${encodeURIComponent(id)}`), server.say);
  }
  return answer;
}
