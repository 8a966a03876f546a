import { asRecord } from '#lib/scanners/shared/text.ts';
import type { SectionShape } from '../shared/section.ts';

/** What `spire-server entry show -output json` says. */
export const SPIFFE_SECTIONS = {
  entries: {
    kind: 'list',
    list: 'entries',
    missing: ({ next_page_token }) =>
      typeof next_page_token === 'string' && next_page_token !== '' ? 'there are more pages: fetch every page' : null,
    own: (outline) => outline.kind === 'json' && Array.isArray(asRecord(outline.value).entries),
  },
} as const satisfies Record<string, SectionShape>;
