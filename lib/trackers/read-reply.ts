import { Trouble } from './trouble.ts';

/** An answer; `status` null: there is none, and `text` says why. */
export interface Reply {
  status: number | null;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

const MOST_WAIT_MS = 6 * 3_600_000;

const header = ({ headers }: Reply, name: string): string | null => {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
};

/** When to ask again: `Retry-After` in seconds or as a date, else when the limit of requests is renewed. */
function retryAtOf(reply: Reply, now: Date): Date | null {
  const after = header(reply, 'retry-after');
  const reset = header(reply, 'x-ratelimit-reset') ?? header(reply, 'ratelimit-reset');
  const at =
    after === null
      ? Number(reset ?? Number.NaN) * 1000
      : /^\d+$/.test(after)
        ? now.getTime() + Number(after) * 1000
        : Date.parse(after);
  if (!Number.isFinite(at)) return null;
  return new Date(Math.min(Math.max(at, now.getTime() + 1000), now.getTime() + MOST_WAIT_MS));
}

const isLimit = (reply: Reply): boolean =>
  reply.status === 429 ||
  (reply.status === 403 && (header(reply, 'retry-after') !== null || header(reply, 'x-ratelimit-remaining') === '0'));

/** What the tracker itself said, from the fields in which GitHub, GitLab and Jira say it. */
function wordsOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { message, error, errorMessages, errors } = body as Record<string, unknown>;
  const all = [message, error, errorMessages, errors].flatMap(flatten);
  const text = [...new Set(all)]
    .join('; ')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed();
  return text === '' ? '' : ` It says: ${text}`;
}

function flatten(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.slice(0, 10).flatMap(flatten);
  if (typeof value !== 'object' || value === null) return [];
  const { field, code, message } = value as Record<string, unknown>;
  if (typeof field === 'string') return [`${field} ${typeof message === 'string' ? message : String(code ?? '')}`];
  return Object.entries(value)
    .slice(0, 10)
    .flatMap(([name, said]) => flatten(said).map((text) => `${name}: ${text}`));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON of an answer that says yes. @throws Trouble, which says what the answer means */
export function readReply(reply: Reply, now: Date): unknown {
  const { status } = reply;
  if (status === null) throw new Trouble('unreachable', reply.text);
  const body = parsed(reply.text);
  const words = wordsOf(body);
  if (isLimit(reply)) throw new Trouble('busy', 'The tracker takes no more requests for now.', retryAtOf(reply, now));
  if (status >= 200 && status < 300) {
    if (status === 204 || body !== undefined) return body ?? null;
    throw new Trouble('refused', 'The answer is not the one of this kind of tracker. Check its address.');
  }
  if (status >= 500) throw new Trouble('unreachable', `The tracker answered ${status}.`, retryAtOf(reply, now));
  switch (status) {
    case 401:
      throw new Trouble('credentials', `The tracker does not take the credentials.${words}`);
    case 403:
      throw new Trouble('forbidden', `The credentials may not do this.${words}`);
    case 404:
      throw new Trouble('gone', 'There is no such thing, or the credentials do not reach it.');
    case 410:
      throw new Trouble('gone', `It was deleted, or is switched off.${words}`);
    case 301:
    case 302:
    case 307:
    case 308:
      throw new Trouble('moved', 'It was moved to another address.');
    default:
      throw new Trouble('refused', `The tracker refused it with ${status}.${words}`);
  }
}
