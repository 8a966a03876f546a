import { setWatch } from '#db/queries/watches.ts';
import type { Context } from '#lib/context.ts';
import type { WatchBody } from '#lib/contracts/comment.ts';
import { changeFinding } from '../finding/change-finding.ts';
import { noteFinding } from '../finding/note-finding.ts';
import { requireFinding } from '../finding/require-finding.ts';
import { requirePerson } from '../user/require-person.ts';

/**
 * The signed-in person watches a finding from now on, or does not: then nothing makes them watch it again unasked.
 * @throws Fault not_found; forbidden for a token, which nobody could mail
 */
export async function watchFinding(ctx: Context, id: string, { watching }: WatchBody): Promise<void> {
  const place = await requireFinding(ctx, id, 'finding:read');
  const { id: userId } = await requirePerson(ctx);
  await changeFinding(ctx, place, async (at, { number }) => {
    const changed = await setWatch(at.tx, at.scope, number, userId, { watching, now: at.now });
    if (changed) await noteFinding(ctx, at, number, watching ? 'finding.watched' : 'finding.unwatched', {});
  });
}
