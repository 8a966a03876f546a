import { hasWatchers, insertMentioned, insertNotices } from '#db/queries/notices.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { GATHER_MINUTES } from '#lib/domain/watch/told-events.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/**
 * Notes, in the transaction of what happens to findings, who is to be mailed of it: those who watch them or their
 * fix, or have the work on it, and who is mentioned.
 */
export async function noticeOf(
  { tx, scope, now }: Pick<LockedRepository, 'tx' | 'scope' | 'now'>,
  findings: readonly number[],
  { by, mentioned = [], watchers = true }: { by: number | null; mentioned?: readonly number[]; watchers?: boolean },
): Promise<void> {
  if (findings.length === 0) return;
  const when = { at: now, dueAt: new Date(now.getTime() + GATHER_MINUTES * MINUTE_MS) };
  if (watchers && (await hasWatchers(tx, scope))) await insertNotices(tx, scope, findings, { by, ...when });
  const people = mentioned.filter((one) => one !== by);
  const [finding] = findings;
  if (people.length > 0 && finding !== undefined) await insertMentioned(tx, scope, finding, people, when);
}
