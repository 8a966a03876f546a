import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#lib/errors.ts';

async function ask(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return answer.ok ? null : `${answer.status} ${(await answer.text()).slice(0, 300)}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    return messageOf(cause);
  }
}

/** Asks until the address answers with 2xx; returns null then, or after `milliseconds` the last reason why not. */
export async function waitUntilHealthy(url: string, milliseconds: number, signal: AbortSignal): Promise<string | null> {
  const until = Date.now() + milliseconds;
  for (;;) {
    const reason = await ask(url);
    if (reason === null || signal.aborted || Date.now() > until) return reason;
    await sleep(150);
  }
}
