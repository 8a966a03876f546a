import { feedChange, feedDelivery, feedListView, feedLoadView, feedParams, feedView } from '../feed.ts';
import { answer, type Operation } from './operation.ts';

const FILE = ['application/octet-stream', 'application/json', 'text/csv', 'application/gzip', 'application/zip'];

/** What is known of vulnerabilities: EPSS, KEV and OSV. */
export const FEEDS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/feeds',
    group: 'Feeds',
    summary: 'What feeds are loaded, and of which day',
    permission: 'feed:read',
    answers: [answer(200, 'Each feed with its newest loads.', feedListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/feeds',
    group: 'Feeds',
    summary: 'Load EPSS, KEV or OSV from a file',
    notes:
      'The file as it is published (EPSS: CSV, KEV: JSON, OSV: a record, a list, a record on each line, or the archive of an ecosystem), plain or packed with gzip. All of it takes effect, or nothing: ' +
      'a file that is cut off, older than what is loaded, or something else is refused, and what was loaded stays. ' +
      'Records of OSV add to those that are loaded, each unless a newer one of its id is. Findings follow repository by repository.',
    permission: 'feed:write',
    query: feedParams,
    headers: [{ name: 'Content-Encoding', description: '`gzip`, `br` or `zstd`' }],
    body: { contentTypes: FILE, description: 'The file.' },
    answers: [
      answer(202, 'Stored; ask its address for the result.', feedDelivery),
      answer(200, 'Loaded while you waited, or loaded already.', feedDelivery),
    ],
    problems: [413, 415, 422, 429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/feeds/{kind}',
    group: 'Feeds',
    summary: 'One feed',
    permission: 'feed:read',
    answers: [answer(200, 'The feed with its newest loads.', feedView)],
  },
  {
    method: 'PATCH',
    path: '/api/v1/feeds/{kind}',
    group: 'Feeds',
    summary: 'Set where a feed is fetched from each day, or nowhere',
    notes: 'It is fetched at once, then daily. Private addresses are refused, as for webhooks.',
    permission: 'feed:write',
    body: feedChange,
    answers: [answer(200, 'The feed.', feedView)],
  },
  {
    method: 'POST',
    path: '/api/v1/feeds/{kind}/fetch',
    group: 'Feeds',
    summary: 'Fetch a feed now',
    permission: 'feed:write',
    answers: [answer(202, 'It is fetched.', feedView)],
    problems: [409],
  },
  {
    method: 'GET',
    path: '/api/v1/feeds/loads/{id}',
    group: 'Feeds',
    summary: 'What became of a file',
    permission: 'feed:read',
    answers: [answer(200, 'The load.', feedLoadView)],
    problems: [404],
  },
];
