import type { FeedLoadView } from '#lib/contracts/feed.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { formatCount } from '#lib/format.ts';

export const FEED_WORDS: Record<FeedKind, { title: string; note: string; file: string; example: string }> = {
  epss: {
    title: 'EPSS',
    note: 'How likely each CVE is to be exploited within 30 days. By FIRST, new every day.',
    file: 'epss_scores-current.csv.gz',
    example: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
  },
  kev: {
    title: 'KEV',
    note: 'CVEs that are known to be exploited, and until when to fix them. By CISA.',
    file: 'known_exploited_vulnerabilities.json',
    example: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  },
};

/** `by Ada, from epss.csv.gz`, `fetched from feeds.example.com` */
export function originOf({ way, source, by }: FeedLoadView): string {
  if (way === 'demo') return 'a sample of the demo, with invented values';
  if (way === 'schedule') return `fetched from ${source ?? 'its address'}`;
  return [by === null ? null : `by ${by}`, source === null ? null : `from ${source}`].filter(Boolean).join(', ');
}

/** What came of a load, in a sentence. */
export function outcomeOf(load: FeedLoadView): string {
  switch (load.status) {
    case 'received':
      return 'Waits to be read.';
    case 'refused':
      return load.reason ?? 'It was refused.';
    case 'loaded': {
      const invalid = load.invalid === 0 ? '' : `, ${formatCount(load.invalid, 'row')} could not be read`;
      const changed =
        load.changed === 0 ? 'nothing counts differently' : `${formatCount(load.changed, 'CVE')} count differently`;
      return `${formatCount(load.rows, 'row')}; ${changed}${invalid}.`;
    }
  }
}
