/** EPSS: how likely exploitation is. KEV: what is known to be exploited. OSV: names, fixed versions, malicious packages. */
export const FEED_KINDS = ['epss', 'kev', 'osv'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** `received`: stored, and waiting to be read. A refused file changes nothing: what was loaded before stays. */
export const FEED_LOAD_STATES = ['received', 'loaded', 'refused'] as const;
export type FeedLoadState = (typeof FEED_LOAD_STATES)[number];

/** How a file came here. */
export const FEED_WAYS = ['upload', 'schedule', 'demo'] as const;
export type FeedWay = (typeof FEED_WAYS)[number];

/** A row that could not be read. `position` is where it stands in the file: `line 40`. */
export interface InvalidRow {
  position: string;
  reason: string;
}

/** Invalid rows beyond these are only counted. */
export const MOST_INVALID_LISTED = 20;
