import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from '#lib/contracts/operations/operation.ts';
import { OPERATIONS } from '#lib/contracts/operations.ts';
import { apiRoutes } from '#lib/web/api-routes.ts';
import { MATRIX } from '../../fixtures/api-matrix.ts';
import { type Call, startApiWorld } from '../../fixtures/api-world.ts';
import { TEXTS } from '../../fixtures/hostile-texts.ts';

const world = await startApiWorld();
await world.upload();
afterAll(() => world.close());

const routes = apiRoutes().flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
/** Senders of events are answered in Splunk's words: tested beside their routes. */
const served = routes.filter((route) => route in MATRIX && !route.includes(' /services/'));

const VALUES: readonly unknown[] = [...TEXTS, null, true, -1, 1.5, 1e308, 2 ** 53, [], [null], ['a\0b'], {}, { a: 1 }];

interface Sent {
  what: string;
  call: Call;
  /** The contract refuses it: so must the route. */
  refused?: boolean;
}

function operationsOf(route: string): Operation[] {
  return OPERATIONS.filter(({ method, path, route: served }) => `${method} ${served ?? path}` === route);
}

const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? String(value);

/** Of what a contract refuses, which is refused in one place whatever it is, so many are one; of what it takes, each. */
const REFUSED_ALIKE = 10;
let refusals = 0;

/** The values that say something new: a tenth of those that the contract refuses, other ones for each field. */
function* telling<T>(values: readonly T[], takes: (value: T) => boolean): Generator<{ value: T; refused: boolean }> {
  for (const value of values) {
    const refused = !takes(value);
    if (refused) refusals += 1;
    if (!refused || refusals % REFUSED_ALIKE === 0) yield { value, refused };
  }
}

/** Ids, headers and cursors are read in one place for all routes: each gets some of the values, other ones than the last. */
const SHARE = 3;
const turns = new Map<unknown, number>();

function some<T>(values: readonly T[], of: unknown = values, share = SHARE): T[] {
  const turn = turns.get(of) ?? 0;
  turns.set(of, turn + 1);
  return values.filter((_, index) => (index + turn) % share === 0);
}

/** How many operations have the very same parameter. */
const uses = new Map<unknown, number>();
for (const schema of OPERATIONS.flatMap(({ query }) => Object.values(query?.shape ?? {}))) {
  uses.set(schema, (uses.get(schema) ?? 0) + 1);
}

/** A filter that several lists share is one piece of code: each of them gets some of the values, and together they get all. */
const textsFor = (schema: unknown): string[] => some(TEXTS, schema, Math.min(SHARE, uses.get(schema) ?? 1));

function* hostileParams(base: Call): Generator<Sent> {
  for (const [name, value] of Object.entries(base.params ?? {})) {
    for (const text of some(TEXTS)) {
      const lists = Array.isArray(value)
        ? [[text], ['acme', text], ['acme', 'web', text], [text, 'web', 'posture']]
        : [];
      for (const given of Array.isArray(value) ? lists : [text]) {
        yield { what: `${name} = ${show(given)}`, call: { ...base, params: { ...base.params, [name]: given } } };
      }
    }
  }
}

function* hostileQueries(base: Call, operation: Operation): Generator<Sent> {
  for (const [name, schema] of Object.entries(operation.query?.shape ?? {})) {
    for (const { value, refused } of telling(textsFor(schema), (text) => z.safeParse(schema, text).success)) {
      yield { what: `?${name}=${show(value)}`, refused, call: { ...base, query: { ...base.query, [name]: value } } };
    }
  }
}

const KEY_VALUES: readonly unknown[] = [...TEXTS.slice(2), null, true, -1, 40_000, 1e12, 1e308, [], {}];

/** The list that a cursor is of, for each order that it has. */
function listsOf({ path, query }: Operation): [list: string, sort: string | null][] {
  const list = path.split('/').at(-1)?.replace('repos', 'repositories') ?? '';
  const sort = query?.shape.sort as z.ZodType | undefined;
  const sorts = ['-risk', '-exploit', '-opened', 'opened', 'score', '-score', '-last_upload', 'name'];
  if (!sort) return [[list, null]];
  return sorts.filter((value) => sort.safeParse(value).success).map((value) => [`${list} ${value}`, value]);
}

const KEY_LENGTHS = [2, 3, 4];

/** Cursors of the right list with forged keys. */
function* hostileCursors(base: Call, operation: Operation, lengths: ReadonlySet<number>): Generator<Sent> {
  for (const [list, sort] of listsOf(operation)) {
    for (const length of KEY_LENGTHS) {
      // A key of a length that this list has not is refused whatever is in it.
      for (const value of lengths.has(length) ? some(KEY_VALUES) : KEY_VALUES.slice(0, 3)) {
        for (const at of new Set([0, 1, length - 1]))
          yield cursorCall(base, list, sort, keyOf(list, length, at, value));
      }
    }
  }
}

function keyOf(list: string, length: number, at: number, value: unknown): unknown[] {
  const first = at > 0 && /opened|upload/.test(list) ? '2026-01-01T00:00:00Z' : 1;
  return Array.from({ length }, (_, index) => (index === at ? value : index === 0 ? first : 1));
}

function cursorCall(base: Call, list: string, sort: string | null, key: readonly unknown[]): Sent {
  const text = JSON.stringify([list, ...key]);
  const cursor = Buffer.from(text).toString('base64url');
  const query = { ...base.query, cursor, ...(sort === null ? {} : { sort }) };
  return { what: `cursor ${text.slice(0, 100)}`, call: { ...base, query } };
}

/** Lengths of the keys that a list takes, found by asking; all of them where it took none of ours. */
async function keyLengths(route: string, base: Call, operation: Operation): Promise<ReadonlySet<number>> {
  const taken = new Set<number>();
  for (const [list, sort] of listsOf(operation)) {
    for (const length of KEY_LENGTHS) {
      for (const value of [1, 'a', '2026-01-01T00:00:00Z']) {
        const { call } = cursorCall(base, list, sort, keyOf(list, length, 0, value));
        const { status } = await world.call(route, 'admin', call);
        if (status < 400) taken.add(length);
      }
    }
  }
  return taken.size > 0 ? taken : new Set(KEY_LENGTHS);
}

/** Names of the fields of a body, those of each form that it may have, and one that no object should inherit. */
function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap((form) => fieldsOf(form)))];
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.in);
  return schema instanceof z.ZodObject ? [...Object.keys(schema.shape), 'constructor'] : [];
}

function* hostileBodies(base: Call, operation: Operation): Generator<Sent> {
  const texts = ['', '\0', '{', '[]', 'null', '"x"', '1', '['.repeat(20_000), `{"a":${'{"a":'.repeat(5000)}`];
  for (const body of texts) yield { what: `body ${show(body)}`, call: { ...base, body } };
  const whole = typeof base.body === 'object' ? base.body : {};
  const takes = (body: unknown) => !(operation.body instanceof z.ZodType) || operation.body.safeParse(body).success;
  // Where the contract refuses the whole, it says nothing about a field.
  const isTaken = takes(whole);
  for (const field of fieldsOf(operation.body)) {
    for (const { value, refused } of telling(VALUES, (value) => !isTaken || takes({ ...whole, [field]: value }))) {
      yield { what: `${field}: ${show(value)}`, refused, call: { ...base, body: { ...whole, [field]: value } } };
    }
  }
}

const HEADERS: readonly Record<string, string>[] = [
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${'x'.repeat(5000)}` },
  { cookie: 'plumbline-session=%E0%A4%A' },
  { cookie: `plumbline-session=${'a.'.repeat(2000)}`, authorization: '' },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'x'.repeat(300) },
  { 'content-encoding': 'gzip, gzip, gzip' },
  { 'content-encoding': 'zstd' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'multipart/form-data; boundary=' },
  { 'content-length': '-1' },
  { 'content-length': '1e9' },
  { origin: 'null', host: 'null' },
  { 'sec-fetch-site': '\u00ff' },
];

async function* hostile(route: string, base: Call): AsyncGenerator<Sent> {
  yield* hostileParams(base);
  for (const operation of operationsOf(route)) {
    yield* hostileQueries(base, operation);
    if (operation.query && 'cursor' in operation.query.shape) {
      yield* hostileCursors(base, operation, await keyLengths(route, base, operation));
    }
    if (typeof base.body === 'object') yield* hostileBodies(base, operation);
  }
  for (const headers of some(HEADERS)) {
    yield { what: `headers ${show(headers)}`, call: { ...base, headers: { ...base.headers, ...headers } } };
  }
}

/** What is wrong with an answer: a 5xx status, or an error that is no problem+json; null when nothing is. */
async function faultOf(answer: Response, route: string): Promise<string | null> {
  const text = await answer.text();
  // No worker runs in this test, and a strict question about health is answered so.
  const isSilent = route === 'GET /api/health' && answer.status === 503;
  if (answer.status >= 500 && !isSilent) return `${answer.status} ${text.slice(0, 200)}`;
  if (answer.status < 400) return null;
  if (answer.headers.get('content-type') !== 'application/problem+json') return `${answer.status} is no problem+json`;
  return (JSON.parse(text) as { detail?: string }).detail ? null : `${answer.status} says nothing`;
}

/** Milliseconds; a quarter of a second on a quiet machine. */
const PATIENCE = 10_000;

describe('hostile input', () => {
  it.each(served)(
    'never causes a 5xx, and is always answered with problem+json: %s',
    async (route) => {
      const base = (await MATRIX[route]?.call?.(world, 'admin')) ?? {};
      const faults: string[] = [];
      for await (const { what, call, refused = false } of hostile(route, base)) {
        const since = performance.now();
        const answer = await world.call(route, 'admin', call);
        const fault = await faultOf(answer, route);
        const took = performance.now() - since;
        if (refused && answer.status < 400) faults.push(`${what}: taken, though the contract refuses it`);
        if (fault) faults.push(`${what}: ${fault}`);
        if (took > PATIENCE) faults.push(`${what}: took ${Math.round(took)} ms`);
      }
      expect(faults).toEqual([]);
    },
    240_000,
  );

  it('of an older or newer version does not hide the rest of a list', async () => {
    await world.harness.admin`update tokens set role = 'owner' where kind = 'api'`;
    const answer = await world.call('GET /api/v1/tokens', 'admin');
    expect(answer.status).toBe(200);
    const { items } = (await answer.json()) as { items: { kind: string; role: string | null }[] };
    expect(items.find(({ kind }) => kind === 'api')?.role).toBeNull();
  });

  it('cannot take the address of another repository as a name', async () => {
    const read = (name: string) =>
      world.call('GET /api/v1/repos/{name}', 'admin', { params: { name: name.split('/') } });
    const send = (repo: string) => world.call('POST /api/v1/uploads', 'admin', { query: { repo }, body: '[]' });
    const whole = Object.keys((await (await read('acme/web/posture')).json()) as object);
    expect(whole).toContain('score');
    expect((await send('acme/web/posture')).status).toBe(400);
    // A project of a group may have such a name; it does not shadow an address of a repository that comes later.
    expect((await send('acme/team/posture')).status).toBe(202);
    expect(Object.keys((await (await read('acme/team/posture')).json()) as object)).toContain('repository');
    expect((await send('acme/team')).status).toBe(202);
    expect(Object.keys((await (await read('acme/team/posture')).json()) as object)).toEqual(whole);
    const escaped = await world.call('GET /api/v1/repos/{name}', 'admin', { params: { name: ['acme/team/posture'] } });
    expect(Object.keys((await escaped.json()) as object)).toContain('repository');
    expect((await send('acme/team/posture')).status).toBe(202);
  });

  it.each(['0x10', '1e1', ' 1', '1 ', '01', '+1', '1.0', '٣', '-1', '0'])(
    'an id is digits and nothing else: %j',
    async (id) => {
      const answer = await world.call('DELETE /api/v1/tokens/{id}', 'admin', { params: { id } });
      expect(answer.status).toBe(400);
    },
  );
});
