import { Fault } from '#lib/errors.ts';
import { readBody } from './read-body.ts';

const FORM = 'application/x-www-form-urlencoded';
/** Bytes; far more than an address and a password with every character escaped. */
const BODY_LIMIT = 16 * 1024;

/** The fields of a form. @throws Fault `malformed`; `too_large` */
export async function formOf(request: Request): Promise<Record<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith(FORM)) throw new Fault('malformed', `Send a form: ${FORM}.`);
  return Object.fromEntries(new URLSearchParams(await readBody(request, BODY_LIMIT)));
}
