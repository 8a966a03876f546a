import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { DigestList, DigestNote } from '#lib/domain/digest/digest.ts';
import { oneLine } from '#lib/domain/outbox/few.ts';
import { gainedPath } from '#lib/domain/outbox/gained-words.ts';
import { formatCount } from '#lib/format.ts';
import { seesOf } from './draft-digest.ts';
import { SHOWN, type Week } from './read-week.ts';

/** Who became admin of something in the week, as far as the reader sees the system. */
export function adminsGained({ adminGains }: Pick<Week, 'adminGains'>, scope: ReadScope): DigestList<DigestNote> {
  const seen = adminGains.filter(seesOf(scope));
  const items = seen.slice(0, SHOWN).map(({ fullName, admins, names, resource, groupName, follows }) => {
    const more = admins - names.length;
    const who = `${names.map(oneLine).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const of = resource === null ? '' : ` of ${oneLine(resource)}`;
    const by = groupName === null ? '' : ` by joining ${oneLine(groupName)}`;
    const further =
      follows === 0 ? '' : `: ${formatCount(follows, 'further right')} ${follows === 1 ? 'follows' : 'follow'} from it`;
    return { text: `${who} became admin${of}${by}${further}`, repository: fullName, path: gainedPath(fullName) };
  });
  return { items, total: seen.length };
}
