import { findUnreadableStreams, renameStream } from '#db/queries/rebase.ts';
import { loadPresent, type StreamIdentity } from '#db/queries/streams.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import type { LockedRepository } from '../../ledger/changes.ts';

/** Share of the smaller of both that a stream and a part must have in common. */
const SHARE = 0.5;

/**
 * Gives a part that has no stream yet the one that an older version left under another name, where the stream's own
 * report cannot be read any more: the one of its tool that holds most of its findings.
 */
export async function adoptStream(
  at: Pick<LockedRepository, 'tx' | 'scope'>,
  identity: StreamIdentity,
  part: { categories: Category[]; incoming: readonly IncomingFinding[] },
): Promise<void> {
  const { tx, scope } = at;
  const streams = await findUnreadableStreams(tx, scope, identity);
  if (streams.length === 0) return;
  const keys = new Set(part.incoming.map((item) => item.key));
  for (const stream of streams) {
    if (stream.scanner !== identity.scanner && !stream.scanner.split('+').includes(identity.scanner)) continue;
    const present = await loadPresent(tx, scope, stream.id);
    const common = present.filter((finding) => keys.has(finding.key)).length;
    if (common === 0 || common < SHARE * Math.min(present.length, keys.size)) continue;
    const { scanner, label } = identity;
    await renameStream(tx, scope, stream.id, { scanner, label, categories: part.categories });
    return;
  }
}
