import type { UploadFilters } from '#components/queries/uploads.ts';
import { readPlace, readWord } from '#components/shared/pipeline-place.ts';
import type { UploadListView } from '#lib/contracts/upload.ts';
import type { UploadState } from '#lib/domain/stream/upload-state.ts';

/** In the order of an upload's life. */
export const STATES: readonly UploadState[] = ['received', 'processing', 'processed', 'held', 'rejected', 'superseded'];

export const STATE_WORD: Record<UploadState, string> = {
  received: 'Received',
  processing: 'Processing',
  processed: 'Processed',
  held: 'Held',
  rejected: 'Rejected',
  superseded: 'Superseded',
};

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readUploadFilters(get: (name: string) => string | null): UploadFilters {
  return {
    ...readPlace(get),
    state: STATES.find((state) => state === get('state')) ?? null,
    q: readWord(get('q'), 200),
    scanner: readWord(get('scanner'), 255),
    deliveredBy: readWord(get('delivered_by'), 255),
  };
}

type States = UploadListView['states'];

/** Null as long as it is not known. */
export const countIn = (states: States | undefined, state: UploadState): number | null => states?.[state].value ?? null;
