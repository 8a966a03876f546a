import { hasPlace, Place } from '#components/shared/place.tsx';
import { cn } from '#components/ui/cn.ts';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { formatCount } from '#lib/format.ts';
import { Listed } from './listed.tsx';
import type { ListedFinding } from './listed-finding.ts';
import { NextDate } from './next-date.tsx';

/** A row has one line for what is unusual. */
const SHOWN_TAGS = 2;

/** What is unusual about it, in a word each. */
function Marks({ row }: { row: FindingRow }) {
  return (
    <>
      {row.confidence === 'verified' ? (
        <Tag urgent className="shrink-0">
          verified
        </Tag>
      ) : null}
      {row.exploit === 'malicious' ? (
        <Tag urgent className="shrink-0">
          malicious
        </Tag>
      ) : null}
      {row.exploit === 'kev' ? (
        <Tag urgent className="shrink-0">
          KEV
        </Tag>
      ) : null}
      {row.reopened === 0 ? null : (
        <Tag className="shrink-0">reopened{row.reopened > 1 ? ` ${row.reopened} times` : ''}</Tag>
      )}
      {row.severity_set === null ? null : (
        <Tag className="shrink-0">
          set by {row.severity_set.by}, was {row.severity_set.reported}
        </Tag>
      )}
      {row.tags.slice(0, SHOWN_TAGS).map((tag) => (
        <Tag key={tag} className="shrink-0">
          {tag}
        </Tag>
      ))}
      {row.tags.length > SHOWN_TAGS ? (
        <Tag className="shrink-0">{formatCount(row.tags.length - SHOWN_TAGS, 'more tag')}</Tag>
      ) : null}
      {row.demo ? <Tag className="shrink-0">demo</Tag> : null}
    </>
  );
}

/** `web#412`: the owner is on hover, the number never cut off. */
function Reference({ row }: { row: FindingRow }) {
  return (
    <span className="flex min-w-0 shrink-0 text-soft" title={row.ref}>
      <span className="truncate">{row.repo.slice(row.repo.lastIndexOf('/') + 1)}</span>
      <span className="shrink-0">#{row.number}</span>
    </span>
  );
}

function Dot() {
  return (
    <span aria-hidden className="shrink-0">
      ·
    </span>
  );
}

interface WhereaboutsProps {
  row: FindingRow;
  withScanner: boolean;
}

/** Of a finding in an image: running text, as long as it needs to be. */
function InImage({ row, withScanner }: WhereaboutsProps) {
  return (
    <span
      className="line-clamp-4 whitespace-normal text-12 text-faint [overflow-wrap:anywhere]"
      title={row.image ?? ''}
    >
      <span className="text-soft" title={row.ref}>
        {row.repo.slice(row.repo.lastIndexOf('/') + 1)}#{row.number}
      </span>{' '}
      · <Place row={row} />
      {withScanner ? <span className="whitespace-nowrap"> · {row.scanner}</span> : null}
    </span>
  );
}

/** The second line: where it is and who says so. */
function Whereabouts(props: WhereaboutsProps) {
  const { row, withScanner } = props;
  if (row.image !== null) return <InImage {...props} />;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-12 text-faint">
      <span className={cn('min-w-0 shrink-0', hasPlace(row) ? 'max-w-[45%] sm:max-w-[35%]' : 'max-w-full')}>
        <Reference row={row} />
      </span>
      {hasPlace(row) ? (
        <>
          <Dot />
          <Place row={row} className="shrink" />
        </>
      ) : null}
      {withScanner ? (
        <>
          <Dot />
          <span className="shrink-0">{row.scanner}</span>
        </>
      ) : null}
    </span>
  );
}

export function Finding({ row }: { row: FindingRow }) {
  return (
    <Listed severity={row.severity} title={row.title} href={row.url} marks={<Marks row={row} />}>
      <Whereabouts row={row} withScanner />
    </Listed>
  );
}

/** Height of a row in pixels: two lines, the space around them, and the line below. */
export const ROW_HEIGHT = 51;

/** The row on a phone: the thing, then the facts that matter. All of it is the link. */
export function FindingCard({ row }: { row: ListedFinding }) {
  return (
    <div className="relative flex min-w-0 items-start gap-2 text-13">
      <SeverityMark severity={row.severity} compact className="h-[18px] shrink-0" />
      <div className="min-w-0 flex-1">
        <TextLink
          quiet
          href={row.url}
          className="line-clamp-3 font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
          title={row.title}
        >
          {row.title}
        </TextLink>
        <span className="mt-0.5 flex">
          <Whereabouts row={row} withScanner={false} />
        </span>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-12 empty:hidden">
          <NextDate row={row} spelledOut />
          <Marks row={row} />
        </span>
      </div>
    </div>
  );
}
