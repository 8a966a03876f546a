import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { DigestList, DigestNote } from '#lib/domain/digest/digest.ts';
import { driftPath, driftWords } from '#lib/domain/outbox/drift-words.ts';
import { seesOf } from './draft-digest.ts';
import { SHOWN, type Week } from './read-week.ts';

/** Repositories whose pipelines gave more to somebody in the week, as far as the reader sees them. */
export function pipelinesChanged({ drift }: Pick<Week, 'drift'>, scope: ReadScope): DigestList<DigestNote> {
  const seen = drift.filter(seesOf(scope));
  const items = seen.slice(0, SHOWN).map(({ fullName: repository, ...counts }) => {
    return { text: driftWords(counts), repository, path: driftPath(repository) };
  });
  return { items, total: seen.length };
}
