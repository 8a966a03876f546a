import type { FeedLoadView } from '#lib/contracts/feed.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

export const FEED_WORDS: Record<
  FeedKind,
  { title: string; note: string; knows: string; file: string; example: string }
> = {
  epss: {
    title: 'EPSS',
    note: 'How likely each CVE is to be exploited within 30 days. By FIRST, new every day.',
    knows: 'exploitation',
    file: 'epss_scores-current.csv.gz',
    example: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
  },
  osv: {
    title: 'OSV',
    note: 'Names of one problem, versions that fix it, and packages that are malicious. By OSV, an archive for each ecosystem.',
    knows: 'fixes and malicious packages',
    file: 'all.zip',
    example: 'https://osv-vulnerabilities.storage.googleapis.com/npm/all.zip',
  },
  kev: {
    title: 'KEV',
    note: 'CVEs that are known to be exploited, and until when to fix them. By CISA.',
    knows: 'exploitation',
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
      const row = load.kind === 'osv' ? 'record' : 'row';
      const invalid = load.invalid === 0 ? '' : `, ${formatCount(load.invalid, row)} could not be read`;
      if (load.kind === 'osv') {
        const older = load.older === 0 ? '' : `, ${formatCount(load.older, 'record')} older than what is loaded`;
        const news = load.changed === 0 ? 'nothing new' : `${formatNumber(load.changed)} new or changed`;
        return `${formatCount(load.rows, 'record')}; ${news}${older}${invalid}.`;
      }
      const changed =
        load.changed === 0 ? 'nothing counts differently' : `${formatCount(load.changed, 'CVE')} count differently`;
      return `${formatCount(load.rows, 'row')}; ${changed}${invalid}.`;
    }
  }
}
