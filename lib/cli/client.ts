import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { CommitsTold } from '#lib/contracts/branch-commits.ts';
import { type GateResult, gateResult } from '#lib/contracts/gate.ts';
import { uploadState } from '#lib/contracts/upload.ts';
import { FEED_LOAD_STATES } from '#lib/domain/feed/feed.ts';
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
  repo: z.string().optional(),
  ref: z.string().optional(),
  commit: z.string().nullish(),
  gate: gateResult.nullish(),
});
export type Answer = z.infer<typeof answerSchema>;

const problemSchema = z.object({ detail: z.string() });

/** Too many requests, or no room for them just now. */
const BUSY: ReadonlySet<number> = new Set([429, 503]);

/** @throws Fault `unavailable` with what was answered; it names `retryAfter` where trying again makes sense */
async function fetchFrom(server: Server, path: string, init: RequestInit): Promise<Response> {
  const headers = { accept: 'application/json', ...init.headers, authorization: `Bearer ${server.token}` };
  const response = await fetch(server.url + path, { ...init, headers }).catch((error) => {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    const sentence = `${server.url} does not answer (${codeOf(cause) ?? messageOf(cause)}). Check PLUMBLINE_URL.`;
    throw new Fault('unavailable', sentence, { cause: error });
  });
  if (response.ok) return response;
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  const sentence = problem.success ? problem.data.detail : `${server.url} answered ${response.status}.`;
  if (!BUSY.has(response.status)) throw new Fault('unavailable', sentence);
  const retryAfter = secondsOf(response.headers.get('retry-after'), new Date());
  throw new Fault('unavailable', sentence, { retryAfter });
}

/** Sends a request. @throws Fault `unavailable`, as `fetchFrom` does */
async function call<T>(server: Server, path: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
  const response = await fetchFrom(server, path, init);
  const answer = schema.safeParse(await response.json().catch(() => null));
  if (answer.success) return answer.data;
  throw new Fault('unavailable', `${server.url} answers, but not as Plumbline does. Check PLUMBLINE_URL.`);
}

/** What is exported, as it comes. */
export async function fetchExport(server: Server, path: string): Promise<Readable> {
  const attempt = () => fetchFrom(server, path, { headers: { accept: '*/*' } });
  const { body } = await retry(attempt, server.say);
  return body === null ? Readable.from([]) : Readable.fromWeb(body as ReadableStream);
}

/** @throws Fault invalid_input when there is no such file */
async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch((error) => {
    throw new Fault('invalid_input', `${file} cannot be read (${codeOf(error) ?? messageOf(error)}).`);
  });
  if (!found.isFile()) throw new Fault('invalid_input', `${file} is not a file.`);
}

/** A body that is sent as a stream, with the same memory for any size. */
function streaming(source: Readable): RequestInit {
  const body = Readable.toWeb(source) as ReadableStream & BodyInit;
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': 'application/octet-stream' },
  };
  return init;
}

/** Uploads a report. */
export async function sendReport(server: Server, query: URLSearchParams, file: string): Promise<Answer> {
  await requireFile(file);
  const attempt = () => call(server, `/api/v1/uploads?${query}`, answerSchema, streaming(createReadStream(file)));
  return retry(attempt, server.say);
}

/** The fields of a load that the command uses; others are passed through. */
const feedSchema = z.looseObject({ id: z.number(), status: z.enum(FEED_LOAD_STATES), reason: z.string().nullish() });
export type FeedAnswer = z.infer<typeof feedSchema>;

/** Sends a file of a feed. What comes from a pipe (`-`) can be sent once only. */
export async function sendFeed(
  server: Server,
  query: URLSearchParams,
  { file, input }: { file: string; input: () => Readable },
): Promise<FeedAnswer> {
  const path = `/api/v1/feeds?${query}`;
  if (file === '-') return call(server, path, feedSchema, streaming(input()));
  await requireFile(file);
  return retry(() => call(server, path, feedSchema, streaming(createReadStream(file))), server.say);
}

/** The fields of a loaded document that the command uses; others are passed through. */
const documentSchema = z.looseObject({
  id: z.number(),
  skipped_items: z.array(z.object({ position: z.string(), reason: z.string() })),
});

/** Sends a VEX document. What comes from a pipe (`-`) can be sent once only. */
export async function sendDocument(
  server: Server,
  query: URLSearchParams,
  { file, input }: { file: string; input: () => Readable },
): Promise<z.infer<typeof documentSchema>> {
  const path = `/api/v1/vex?${query}`;
  if (file === '-') return call(server, path, documentSchema, streaming(input()));
  await requireFile(file);
  return retry(() => call(server, path, documentSchema, streaming(createReadStream(file))), server.say);
}

/** Polls until the load is read or `seconds` have passed. */
export async function followFeedLoad(server: Server, first: FeedAnswer, seconds: number): Promise<FeedAnswer> {
  const until = Date.now() + seconds * 1000;
  let answer = first;
  while (answer.status === 'received' && Date.now() < until) {
    await sleep(1000);
    answer = await retry(() => call(server, `/api/v1/feeds/loads/${answer.id}`, feedSchema), server.say);
  }
  return answer;
}

const isPending = (answer: Answer): boolean => answer.status === 'received' || answer.status === 'processing';

/** Polls, with growing pauses, until the upload is settled or `seconds` have passed. */
export async function followUpload(server: Server, first: Answer, seconds: number): Promise<Answer> {
  const until = Date.now() + Math.max(0, seconds - 60) * 1000;
  let answer = first;
  for (let pause = 500; isPending(answer) && Date.now() < until; pause = Math.min(pause * 1.5, 5000)) {
    await sleep(pause);
    const { id } = answer;
    answer = await retry(() => call(server, `/api/v1/uploads/${encodeURIComponent(id)}`, answerSchema), server.say);
  }
  return answer;
}

/** Tells the commits of a branch. */
export async function sendCommits(server: Server, told: CommitsTold): Promise<void> {
  const init = { method: 'POST', body: JSON.stringify(told), headers: { 'content-type': 'application/json' } };
  await retry(() => fetchFrom(server, '/api/v1/commits', init), server.say);
}

/** What a gate is asked of. */
export interface Question {
  repo: string;
  ref?: string | undefined;
  commit?: string | undefined;
  pipeline?: string | undefined;
}

function ask<T>(server: Server, schema: z.ZodType<T>, question: Question, format: string): Promise<T> {
  const init = { method: 'POST', body: JSON.stringify(question), headers: { 'content-type': 'application/json' } };
  return retry(() => call(server, `/api/v1/gate${format}`, schema, init), server.say);
}

/** Judges a ref, again and again with growing pauses until no report waits or `seconds` have passed. */
export async function askGate(server: Server, question: Question, seconds: number): Promise<GateResult> {
  const until = Date.now() + seconds * 1000;
  let gate = await ask(server, gateResult, question, '');
  for (let pause = 500; gate.outcome === 'pending' && Date.now() < until; pause = Math.min(pause * 1.5, 5000)) {
    await sleep(pause);
    gate = await ask(server, gateResult, question, '');
  }
  return gate;
}

/** What a ref introduced, as SARIF. */
export const askSarif = (server: Server, question: Question): Promise<object> =>
  ask(server, z.looseObject({ runs: z.array(z.unknown()) }), question, '?format=sarif');
