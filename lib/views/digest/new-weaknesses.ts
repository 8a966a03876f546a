import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { DigestList, DigestNote } from '#lib/domain/digest/digest.ts';
import { oneLine } from '#lib/domain/outbox/few.ts';
import { seesOf } from './draft-digest.ts';
import { SHOWN, type Week } from './read-week.ts';

/** What the week brought of settings and credentials that give too much, as far as the reader sees the system. */
export function newWeaknesses({ weaknesses }: Pick<Week, 'weaknesses'>, scope: ReadScope): DigestList<DigestNote> {
  const seen = weaknesses.filter(seesOf(scope));
  const items = seen.slice(0, SHOWN).map(({ title, fullName, number }) => ({
    text: oneLine(title),
    repository: fullName,
    path: `/repositories/${fullName}/findings/${number}`,
  }));
  return { items, total: seen.length };
}
