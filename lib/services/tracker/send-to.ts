import type { TrackerRow } from '#db/queries/trackers.ts';
import { exchange } from '#lib/sinks/send/exchange.ts';
import type { System } from '#lib/system.ts';
import { TRACKERS } from '#lib/trackers/all.ts';
import type { Send } from '#lib/trackers/contract.ts';
import { readReply } from '#lib/trackers/read-reply.ts';
import { openToken } from './sealed-token.ts';

/** How a tracker is asked: with its credentials, at its address only. */
export function sendTo(system: Pick<System, 'sinkKey' | 'env' | 'now'>, tracker: TrackerRow): Send {
  const kind = TRACKERS[tracker.kind];
  const headers = kind.headersOf({ account: tracker.account, token: openToken(system, tracker) });
  const api = kind.apiOf(tracker.address);
  return async ({ method, path, query, body }) => {
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    const asked = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
    const answer = await exchange(`${api}${path}${search}`, asked, { allowPrivate: system.env.ALLOW_PRIVATE_SINKS });
    return readReply(answer, system.now());
  };
}
