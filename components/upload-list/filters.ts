import type { UploadFilters } from '#components/queries/uploads.ts';
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
  const repo = (get('repo') ?? '').trim();
  const isName = repo.length <= 255 && /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9._-]+)+$/.test(repo);
  return {
    state: STATES.find((state) => state === get('state')) ?? null,
    repo: isName ? repo : null,
    pipeline: isName ? readText(get('pipeline'), 255) : null,
    q: readText(get('q'), 200),
    scanner: readText(get('scanner'), 255),
    deliveredBy: readText(get('delivered_by'), 255),
  };
}

/** Null for nothing, and for what the API would refuse. */
function readText(text: string | null, max: number): string | null {
  const given = (text ?? '').trim();
  const isPlain = ![...given].some((char) => char < ' ' || char === '\u007f');
  return given !== '' && given.length <= max && isPlain ? given : null;
}

type States = UploadListView['states'];

/** Null as long as it is not known. */
export const countIn = (states: States | undefined, state: UploadState): number | null => states?.[state].value ?? null;
