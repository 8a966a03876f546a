import { messageOf } from '#lib/errors.ts';

/** Milliseconds; a provider that takes longer is down as far as somebody who waits to sign in is concerned. */
const TIMEOUT = 5000;
const MOST_BYTES = 1024 * 1024;

export interface ProviderAnswer {
  status: number;
  /** Null when it is no JSON. */
  body: unknown;
  /** The provider's clock, in milliseconds; null when the answer does not say. */
  clock: number | null;
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('the answer is larger than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The last cause says most: `fetch failed` hides that the name is unknown. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${TIMEOUT / 1000} seconds`;
  return error instanceof Error && error.cause !== undefined ? reasonOf(error.cause) : messageOf(error);
}

/**
 * Asks a provider. Redirects are not followed: its addresses are known, and secrets go to no other.
 * @throws Error with a reason in plain words when there is no answer
 */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<ProviderAnswer> {
  try {
    const headers = { accept: 'application/json', 'user-agent': 'Plumbline', ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
    const date = Date.parse(response.headers.get('date') ?? '');
    const body = parsed(await textOf(response));
    return { status: response.status, body, clock: Number.isNaN(date) ? null : date };
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}
