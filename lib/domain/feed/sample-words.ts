import type { Exploit } from '#lib/domain/finding/exploit.ts';
import type { FeedKind } from './feed.ts';

/** Behind a fact that comes from a feed of which a sample of the demo is loaded. */
export const BY_SAMPLE = 'by a sample with invented values';

/** The feed that says it. */
export function feedOf(exploit: Exploit): FeedKind {
  if (exploit === 'malicious') return 'osv';
  return exploit === 'kev' ? 'kev' : 'epss';
}

/** The words, with what must be said where they rest on a sample. */
export const sampled = (words: string, feed: FeedKind, samples: readonly FeedKind[] = []): string =>
  samples.includes(feed) ? `${words}, ${BY_SAMPLE}` : words;
