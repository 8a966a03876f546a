import type { z } from 'zod';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { noteDenial } from '#lib/services/audit/note-denial.ts';
import { authenticate } from './authenticate.ts';
import { inOrOutside } from './in-or-outside.ts';
import { problemResponse } from './problem.ts';
import { readBody } from './read-body.ts';
import { withinScope } from './within-scope.ts';

type Params = Record<string, string | string[]>;
type Handler = (ctx: Context, request: Request, params: Params) => Promise<Response>;

/** A route handler that authenticates, reads within the chosen scope, and answers every error as problem+json. */
export function route(handler: Handler) {
  return async (request: Request, segment: { params: Promise<Params> }): Promise<Response> => {
    let ctx: Context | null = null;
    try {
      ctx = await withinScope(await authenticate(request), request);
      return await handler(ctx, request, await segment.params);
    } catch (error) {
      if (ctx !== null && error instanceof Fault && error.denied !== null) await note(ctx, request, error.denied);
      return problemResponse(error);
    }
  };
}

/** The same for the address of one thing, which answers outside of the chosen scope too. */
export function itemRoute(handler: Handler) {
  return route(async (ctx, request, params) => {
    const { value } = await inOrOutside(ctx, (seen) => handler(seen, request, params));
    return value;
  });
}

/** A refusal that could not be noted is a refusal all the same. */
async function note(ctx: Context, { method, url }: Request, permission: string): Promise<void> {
  const request = `${method} ${new URL(url).pathname}`;
  await noteDenial(ctx, { permission, request }).catch((error: unknown) =>
    ctx.log.error({ err: error, permission, request }, 'a refusal could not be noted'),
  );
}

/** JSON that no cache keeps. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

export const noContent = (): Response => new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });

/** @throws Fault invalid_input naming every field that is wrong */
export function parseWith<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const first = fields[0];
  throw new Fault(
    'invalid_input',
    first ? `${first.path || 'The input'}: ${first.message}.` : 'The input is not valid.',
    { fields },
  );
}

/** Query parameters as an object; a parameter that is given twice becomes a comma list. */
export function queryOf(request: Request): Record<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of new URL(request.url).searchParams) {
    const earlier = result.get(name);
    result.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(result);
}

/** Bytes. The largest valid body is a token with a hundred repositories, every character escaped. */
const BODY_LIMIT = 256 * 1024;

/** @throws Fault malformed or too_large */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await readBody(request, BODY_LIMIT);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Fault('malformed', 'The body is not JSON.', { cause: error });
  }
}
