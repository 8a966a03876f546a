import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';

/** Each holds a connection of the database, for as long as its client takes. */
const MOST = 4;
const MOST_OF_ONE = 2;

const running = new Map<string, number>();

/** A person, whatever session they come with, or the maker of a token; a token that nobody made is its own. */
function callerOf({ orgId, userId, credential }: Pick<Context, 'orgId' | 'userId' | 'credential'>): string {
  const person = userId ?? credential.madeBy;
  return person == null ? `${orgId} token ${credential.tokenId}` : `${orgId} person ${person}`;
}

/**
 * Takes one of the process's places for exports; the caller calls the returned function once it is over.
 * @throws Fault `rate_limited` when the caller has enough already, `unavailable` when all are taken
 */
export function takeExport(ctx: Pick<Context, 'orgId' | 'userId' | 'credential'>): () => void {
  const caller = callerOf(ctx);
  const own = running.get(caller) ?? 0;
  if (own >= MOST_OF_ONE) {
    const sentence = `${own} exports of yours are running, which is the most. Wait until one of them has ended.`;
    throw new Fault('rate_limited', sentence, { retryAfter: 10 });
  }
  const all = [...running.values()].reduce((sum, count) => sum + count, 0);
  if (all >= MOST) {
    throw new Fault('unavailable', `${all} exports are running, which is the most. Try again in a moment.`, {
      retryAfter: 10,
    });
  }
  running.set(caller, own + 1);
  return () => {
    const left = (running.get(caller) ?? 1) - 1;
    if (left > 0) running.set(caller, left);
    else running.delete(caller);
  };
}
