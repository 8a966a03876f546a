import type { CanonicalNames } from './protocol.ts';

/** Test helper: an organization that knows no advisory under two names. */
export const noNames: CanonicalNames = () => Promise.resolve([]);
