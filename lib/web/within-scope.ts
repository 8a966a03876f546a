import type { Context } from '#lib/context.ts';
import { SCOPE } from '#lib/contracts/scope-address.ts';
import { Fault } from '#lib/errors.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';

const refused = (message: string): Fault =>
  new Fault('invalid_input', `scope: ${message}.`, { fields: [{ path: SCOPE, message }] });

/**
 * The context of a request, cut to the scope that its address names.
 * @throws Fault `invalid_input` where a write names one: it changes what its address says, whatever is chosen to be seen
 */
export async function withinScope(ctx: Context, request: Pick<Request, 'method' | 'url'>): Promise<Context> {
  const [given, ...more] = new URL(request.url).searchParams.getAll(SCOPE).filter((text) => text !== '');
  if (given === undefined) return ctx;
  if (request.method !== 'GET' && request.method !== 'HEAD') throw refused('narrows only what is read');
  if (more.length > 0) throw refused('must be given once');
  return chooseScope(ctx, given);
}
