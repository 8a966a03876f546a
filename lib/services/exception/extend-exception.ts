import { setExpiry } from '#db/queries/exceptions-write.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionExtension } from '#lib/contracts/exception.ts';
import { encodeId } from '#lib/ids.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { decideAbout } from './decide-about.ts';
import { noteException } from './note-exception.ts';
import { requireException } from './require-exception.ts';
import { requireExpiry } from './require-expiry.ts';
import { requireKnownEnd } from './require-known-end.ts';
import { tellExceptions } from './tell-exceptions.ts';
import { untilOf } from './until-of.ts';

/**
 * Gives an exception that is in force another end, counted anew by the policy's maximum.
 * @throws Fault not_found, forbidden (also for one's own where two people must agree); invalid_input for an end that the
 *   policy does not allow; conflict when it is not in force, or somebody has given it another end meanwhile
 */
export async function extendException(ctx: Context, id: string, extension: ExceptionExtension): Promise<void> {
  const place = await requireException(ctx, id, 'exception:decide');
  await decideAbout(ctx, place, 'extend', async (at, exception, policy) => {
    const { number, findingNumber, kind } = exception;
    const target = encodeId('finding', { repoId: at.scope.repoId, number: findingNumber });
    await requireKnownEnd(ctx, at.tx, { what: 'exception', expiresAt: exception.expiresAt }, extension, {
      ...{ found: place.expiresAt, entries: { verb: 'exception.extended', key: 'exception', number, target } },
    });
    const expiresAt = requireExpiry(kind, extension.expires_at, policy, at.now);
    await setExpiry(at.tx, at.scope, [number], { expiresAt, own: true });
    const changes = new Changes();
    const detail = { from: untilOf(exception.expiresAt), until: untilOf(expiresAt) };
    changes.events.push({ number: findingNumber, kind: 'exception_extended', detail });
    await commit(at, changes, { upload: 0, ...causeOf(ctx) });
    const from = exception.expiresAt?.toISOString() ?? null;
    await tellExceptions(at, 'exception_extended', [{ ...exception, expiresAt }], { userId: ctx.userId });
    await noteException(ctx, at, 'exception.extended', { ...exception, expiresAt }, { before: from });
  });
}
