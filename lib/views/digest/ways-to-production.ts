import type { PathGain } from '#db/queries/privilege-gains.ts';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { DigestList, DigestNote } from '#lib/domain/digest/digest.ts';
import { oneLine } from '#lib/domain/outbox/few.ts';
import { encodeId } from '#lib/ids.ts';
import { seesOf } from './draft-digest.ts';
import { SHOWN, type Week } from './read-week.ts';

/** Names of people in a line; a mail has room for no more. */
const NAMED = 3;

/**
 * Who reaches what of production alone since this week, as far as the reader sees the system and the one that it is in. Several
 * ways to one thing are one line, which leads to the worst of them.
 */
export function waysToProduction({ pathGains }: Pick<Week, 'pathGains'>, scope: ReadScope): DigestList<DigestNote> {
  const sees = seesOf(scope);
  const seen = pathGains.filter((gain) => {
    const { targetSystem } = gain;
    return sees(gain) && (targetSystem === null || sees({ repoId: targetSystem }));
  });
  const targets = [...Map.groupBy(seen, ({ repoId, targetId }) => `${repoId} ${targetId}`).values()];
  return { items: targets.slice(0, SHOWN).flatMap(noteOf), total: targets.length };
}

function noteOf(gains: readonly PathGain[]): DigestNote[] {
  const [worst] = gains;
  if (worst === undefined) return [];
  const { repoId, path: number, fullName, targetName, targetRepository } = worst;
  const of = targetRepository === null ? '' : ` of ${oneLine(targetRepository)}`;
  return [
    {
      text: `${whoOf(gains)} can reach ${oneLine(targetName)}${of} alone`,
      repository: fullName,
      path: `/privileges/paths/${encodeId('path', { repoId, number })}`,
    },
  ];
}

/** `rosa, ines, tomas and 4 more`: all ways together, of each of which the first people are named. */
function whoOf(gains: readonly PathGain[]): string {
  const people = new Map(
    gains.flatMap(({ people: { sample } }) => sample.map((one) => [`${one.kind}:${one.id}`, one])),
  );
  const count = Math.max(people.size, ...gains.map(({ people: of }) => of.count));
  const names = [...people.values()].slice(0, NAMED).map(({ name }) => oneLine(name));
  const more = count - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
