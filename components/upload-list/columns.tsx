import { repositoryHref, uploadHref } from '#components/queries/addresses.ts';
import { credentialOf } from '#components/shared/credential.ts';
import { Amount, Effect, isUnknownCount } from '#components/shared/upload-effect.tsx';
import { UploadOutcome } from '#components/shared/upload-outcome.tsx';
import { inWork, readingTime } from '#components/shared/upload-progress.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';
import type { UploadChange } from '#lib/domain/finding/event.ts';
import { formatBytes, formatDuration, formatNumber } from '#lib/format.ts';

export function UploadState({ upload }: { upload: UploadView }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <TextLink quiet href={uploadHref(upload.id)} title={upload.reason ?? undefined}>
        <StateBadge state={upload.status} />
      </TextLink>
      {upload.status === 'processing' ? <Spinner /> : null}
    </span>
  );
}

function What({ upload }: { upload: UploadView }) {
  const by = credentialOf(upload.delivered_by);
  const stream = [
    upload.scanner ?? (inWork(upload) ? 'being recognised' : 'not recognised'),
    upload.pipeline,
    upload.label,
    upload.ref,
  ].filter((part) => part !== '');
  const source = `${stream.join(' · ')}${by === null ? '' : ` · by ${by}`}`;
  return (
    <span className="block min-w-0 whitespace-normal py-1.5 [overflow-wrap:anywhere]">
      <TextLink quiet href={repositoryHref(upload.repo)} title={upload.repo} className="line-clamp-2 font-medium">
        <Breakable text={upload.repo} />
      </TextLink>
      <span className="line-clamp-2 text-12 text-faint max-lg:line-clamp-3" title={source}>
        <Breakable text={source} />
      </span>
      <UploadOutcome upload={upload} />
    </span>
  );
}

function Skipped({ upload }: { upload: UploadView }) {
  if (upload.skipped_count === 0) return <Amount upload={upload} value={0} effect={false} />;
  return (
    <TextLink href={`${uploadHref(upload.id)}#skipped`} className="font-medium">
      {formatNumber(upload.skipped_count)}
    </TextLink>
  );
}

const effect = (id: string, header: string, changes: readonly UploadChange[], read: (row: UploadView) => number) =>
  ({
    id,
    header,
    numeric: true,
    width: '64px',
    cell: (row: UploadView) => <Effect upload={row} value={read(row)} changes={changes} />,
  }) satisfies DataColumn<UploadView>;

export const COLUMNS: readonly DataColumn<UploadView>[] = [
  { id: 'state', header: 'State', width: '124px', cell: (row) => <UploadState upload={row} /> },
  { id: 'what', header: 'Repository and scanner', cell: (row) => <What upload={row} /> },
  {
    id: 'parsed',
    header: 'Read',
    numeric: true,
    width: '76px',
    hideBelow: 'lg',
    cell: (row) => <Amount upload={row} value={row.parsed} effect={false} />,
  },
  effect('introduced', 'New', ['introduced', 'reopened'], (row) => row.introduced + row.reopened),
  effect('fixed', 'Fixed', ['fixed'], (row) => row.fixed),
  {
    id: 'skipped',
    header: 'Skipped',
    numeric: true,
    width: '76px',
    hideBelow: 'lg',
    cell: (row) => <Skipped upload={row} />,
  },
  { id: 'bytes', header: 'Size', numeric: true, width: '84px', hideBelow: 'lg', cell: (row) => formatBytes(row.bytes) },
  {
    id: 'duration',
    header: 'Reading',
    numeric: true,
    width: '92px',
    hideBelow: 'lg',
    cell: (row) => formatDuration(readingTime(row)),
  },
  {
    id: 'received',
    header: 'Received',
    numeric: true,
    width: '84px',
    cell: (row) => <RelativeTime at={row.received_at} />,
  },
];

export function UploadCard({ upload }: { upload: UploadView }) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start justify-between gap-3">
        <What upload={upload} />
        <span className="shrink-0 pt-1.5">
          <UploadState upload={upload} />
        </span>
      </div>
      <p className="flex flex-wrap gap-x-3 text-12 text-soft">
        {isUnknownCount(upload, true) ? null : (
          <span>
            {formatNumber(upload.introduced + upload.reopened)} new, {formatNumber(upload.fixed)} fixed
          </span>
        )}
        {upload.skipped_count === 0 ? null : <span>{formatNumber(upload.skipped_count)} skipped</span>}
        <span>{formatBytes(upload.bytes)}</span>
        <RelativeTime at={upload.received_at} />
      </p>
    </div>
  );
}
