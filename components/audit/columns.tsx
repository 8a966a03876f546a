import { findingRefHref, repositoryHref, uploadHref } from '#components/queries/addresses.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { ExactTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { AuditRow } from '#lib/contracts/audit.ts';
import { ACTOR_WORDS, detailText, VERB_WORDS } from './words.ts';

export type ListedEntry = AuditRow & { id: string };

const WRAPS = 'block min-w-0 whitespace-normal [overflow-wrap:anywhere]';

/** Where there is a screen for it: what was deleted says so there. */
function hrefOf({ target }: AuditRow): string | null {
  switch (target.kind) {
    case 'upload':
      return uploadHref(target.id);
    case 'repository':
    case 'stream':
      return repositoryHref(target.name);
    case 'finding':
      return findingRefHref(target.name);
    case 'action':
      return `/actions/${target.id}`;
    case 'person':
    case 'feed':
    case 'vex_document':
    case 'sink':
    case 'tracker':
    case 'token':
    case 'team':
    case 'organization':
    case 'view':
    case 'access_review':
    case 'posture_statement':
    case 'report_schedule':
      return null;
  }
}

function Target({ entry }: { entry: AuditRow }) {
  const { target, actor } = entry;
  // The detail says what was refused.
  if (entry.verb === 'access.denied') return null;
  // People who act on themselves are named once.
  if (target.kind === 'person' && actor.kind === 'person' && target.id === String(actor.id)) return null;
  const href = hrefOf(entry);
  const name = <Breakable text={target.name} />;
  return href === null ? (
    name
  ) : (
    <TextLink quiet href={href}>
      {name}
    </TextLink>
  );
}

/** Zones have names of any length: the time wraps. */
const When = ({ entry }: { entry: AuditRow }) => (
  <span className={`${WRAPS} py-1.5 tabular-nums`}>
    <ExactTime at={entry.at} />
  </span>
);

function Who({ entry: { actor } }: { entry: AuditRow }) {
  const kind = ACTOR_WORDS[actor.kind];
  return (
    <span className={`${WRAPS} py-1.5`}>
      <span className="line-clamp-2" title={actor.name}>
        <Breakable text={actor.name} />
      </span>
      {kind === null || kind === actor.name ? null : <span className="block text-12 text-faint">{kind}</span>}
    </span>
  );
}

function What({ entry }: { entry: AuditRow }) {
  const detail = detailText(entry);
  return (
    <span className={`${WRAPS} py-1.5`}>
      <span
        className="line-clamp-2"
        title={entry.verb === 'access.denied' ? undefined : `${VERB_WORDS[entry.verb]} ${entry.target.name}`}
      >
        <span className="font-medium">{VERB_WORDS[entry.verb]}</span> <Target entry={entry} />
      </span>
      {detail === '' ? null : (
        <span className="line-clamp-2 text-12 text-faint" title={detail}>
          <Breakable text={detail} />
        </span>
      )}
    </span>
  );
}

const Source = ({ entry }: { entry: AuditRow }) => (
  <span className={`${WRAPS} text-soft`}>{entry.source ?? <span className="text-faint">not a request</span>}</span>
);

export const COLUMNS: readonly DataColumn<ListedEntry>[] = [
  { id: 'at', header: 'When', width: '214px', cell: (row) => <When entry={row} /> },
  { id: 'who', header: 'Who', width: '22%', cell: (row) => <Who entry={row} /> },
  { id: 'what', header: 'What', cell: (row) => <What entry={row} /> },
  { id: 'source', header: 'From', width: '150px', hideBelow: 'lg', cell: (row) => <Source entry={row} /> },
  {
    id: 'sequence',
    header: 'Entry',
    numeric: true,
    width: '84px',
    hideBelow: 'lg',
    cell: ({ sequence }) => sequence,
  },
];

export function EntryCard({ entry }: { entry: AuditRow }) {
  return (
    <div className="flex flex-col gap-0.5">
      <What entry={entry} />
      <p className="flex flex-wrap gap-x-3 text-12 text-soft [overflow-wrap:anywhere]">
        <span className="min-w-0">{entry.actor.name}</span>
        {entry.source === null ? null : <span>from {entry.source}</span>}
        <ExactTime at={entry.at} />
      </p>
    </div>
  );
}
