import { deleteTags, findOverTagged, insertTags } from '#db/queries/finding-tags.ts';
import type { TagChange } from '#lib/contracts/finding-people.ts';
import type { FindingEvent } from '#lib/domain/finding/event.ts';
import { MAX_TAGS } from '#lib/domain/finding/tag.ts';
import { Fault } from '#lib/errors.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import { writeEvents } from '../ledger/write-events.ts';

/** What changed on one finding. */
export interface Tagged {
  number: number;
  added: string[];
  removed: string[];
}

/**
 * Puts tags on findings of a repository and takes them off; what is so already stays. Tags count nowhere: only history
 * follows from them.
 * @returns the findings that changed
 * @throws Fault invalid_input when one would have more than it may have
 */
export async function applyTags(
  at: LockedRepository,
  findings: readonly number[],
  { add, remove }: Pick<TagChange, 'add' | 'remove'>,
  by: { userId: number | null; byToken: string | null },
): Promise<Tagged[]> {
  const { tx, scope, now, repository } = at;
  const removed = await deleteTags(tx, scope, findings, remove);
  const added = await insertTags(tx, scope, findings, add, now);
  const over = await findOverTagged(tx, scope, findings, MAX_TAGS);
  if (over !== null) {
    const message = `would leave ${repository.fullName}#${over} with more than ${MAX_TAGS} tags`;
    throw new Fault('invalid_input', `add: ${message}.`, { fields: [{ path: 'add', message }] });
  }
  await writeEvents(at, [...eventsOf('tagged', added), ...eventsOf('untagged', removed)], { upload: 0, ...by });
  const [on, off] = [wordsOf(added), wordsOf(removed)];
  return [...new Set([...on.keys(), ...off.keys()])].map((number) => {
    return { number, added: on.get(number) ?? [], removed: off.get(number) ?? [] };
  });
}

type Pair = { number: number; tag: string };

function wordsOf(pairs: readonly Pair[]): Map<number, string[]> {
  const words = [...Map.groupBy(pairs, ({ number }) => number)];
  return new Map(words.map(([number, own]) => [number, own.map(({ tag }) => tag).sort()]));
}

function eventsOf(kind: 'tagged' | 'untagged', pairs: readonly Pair[]): FindingEvent[] {
  return [...wordsOf(pairs)].map(([number, tags]) => ({ number, kind, detail: { tags: tags.join(', ') } }));
}
