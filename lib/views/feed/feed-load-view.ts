import type { FeedLoad } from '#db/queries/feed-loads.ts';
import type { FeedLoadView } from '#lib/contracts/feed.ts';

/** A load as the API shows it. */
export function feedLoadViewOf(load: FeedLoad): FeedLoadView {
  const { id, kind, way, source, by, bytes, rows, changed, invalid, older, reason } = load;
  return {
    ...{ id, kind, status: load.state, way, source, by, bytes, rows, changed, invalid, older, reason },
    sha256: load.sha256.toString('hex'),
    received_at: load.receivedAt.toISOString(),
    finished_at: load.finishedAt?.toISOString() ?? null,
    data_at: load.dataAt?.toISOString() ?? null,
    invalid_rows: [...load.invalidRows],
  };
}
