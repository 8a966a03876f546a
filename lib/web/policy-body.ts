import { MOST_CHARACTERS } from '#lib/domain/policy/limits.ts';
import { readBody } from './read-body.ts';
import { jsonBody } from './route.ts';

/**
 * The body of a request that saves a policy: JSON, or the YAML itself, with the version that was changed in `If-Match` and
 * the message in the address.
 * @throws Fault malformed or too_large
 */
export async function policyBody(request: Request): Promise<unknown> {
  const version = versionOf(request.headers.get('if-match'));
  if (/\byaml\b/.test(request.headers.get('content-type') ?? '')) {
    const message = new URL(request.url).searchParams.get('message') ?? '';
    return { text: await readBody(request, 4 * MOST_CHARACTERS), message, version };
  }
  const body = await jsonBody(request);
  const isObject = typeof body === 'object' && body !== null;
  return isObject && !('version' in body) && version !== undefined ? { ...body, version } : body;
}

/** `"7"`, `W/"7"` or `7`. */
function versionOf(ifMatch: string | null): number | undefined {
  const [, number] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}
