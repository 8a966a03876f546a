import { repositoryHref, uploadHref } from '#components/queries/addresses.ts';
import { CiRun } from '#components/shared/ci-run.tsx';
import { credentialOf } from '#components/shared/credential.ts';
import { inWork, queuedTime, readingTime } from '#components/shared/upload-progress.ts';
import { Card, Facts } from '#components/ui/card.tsx';
import { Delta } from '#components/ui/delta.tsx';
import { ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadDetail, UploadView } from '#lib/contracts/upload.ts';
import { formatBytes, formatDuration, formatNumber } from '#lib/format.ts';

function Score({ score }: { score: UploadView['score'] }) {
  if (score === null || score.after === null) return <span className="text-faint">not known</span>;
  const change = score.before === null ? null : score.after - score.before;
  return (
    <>
      {score.before === null ? 'not measured' : formatNumber(score.before, 1)} → {formatNumber(score.after, 1)}{' '}
      {change === null ? null : <Delta value={change} />}
    </>
  );
}

const mono = (text: string) => <code className="break-all font-mono text-12">{text}</code>;

/** How long it was read, and how long it waited before that; the wait for a person is not among them. */
function times(upload: UploadView): string {
  const queued = queuedTime(upload);
  const reading = formatDuration(readingTime(upload));
  return queued === null || queued < 1000 ? reading : `${reading}, after ${formatDuration(queued)} in the queue`;
}

function Moment({ at }: { at: string }) {
  return (
    <>
      <RelativeTime at={at} /> · <ExactTime at={at} />
    </>
  );
}

function Released({ by, at, since }: { by: string; at: string | null; since: string }) {
  if (at === null) return by;
  return (
    <>
      {by}, <Moment at={at} />
      <span className="block text-12 text-faint">
        {formatDuration(Date.parse(at) - Date.parse(since))} after it arrived
      </span>
    </>
  );
}

/** Everything that is known about one upload beside its counts. */
export function UploadFacts({ upload }: { upload: UploadDetail }) {
  const unknown = inWork(upload) ? 'not known yet' : 'not recognised';
  const version = upload.scanner_version === null ? '' : ` ${upload.scanner_version}`;
  const items = [
    {
      name: 'Repository',
      value: (
        <TextLink href={repositoryHref(upload.repo)} className="break-all">
          {upload.repo}
        </TextLink>
      ),
    },
    { name: 'Pipeline', value: upload.pipeline },
    ...(upload.label === '' ? [] : [{ name: 'Label', value: upload.label }]),
    { name: 'Scanner', value: upload.scanner === null ? unknown : `${upload.scanner}${version}` },
    { name: 'Format', value: upload.format ?? unknown },
    { name: 'Ref', value: mono(upload.ref) },
    { name: 'Commit', value: upload.commit === null ? 'not stated by the sender' : mono(upload.commit) },
    { name: 'CI run', value: upload.run === null ? 'not stated by the sender' : <CiRun run={upload.run} /> },
    { name: 'Delivered by', value: credentialOf(upload.delivered_by) ?? 'not kept' },
    ...(upload.released_by === null
      ? []
      : [
          {
            name: 'Released by',
            value: <Released by={upload.released_by} at={upload.released_at} since={upload.received_at} />,
          },
        ]),
    ...(upload.confirms === null
      ? []
      : [
          {
            name: 'Confirms',
            value: <TextLink href={uploadHref(upload.confirms)}>the held report before it</TextLink>,
          },
        ]),
    { name: 'Size', value: <Size upload={upload} /> },
    {
      name: 'Received',
      value: <Moment at={upload.received_at} />,
    },
    { name: 'Reading', value: times(upload) },
    { name: 'Score', value: <Score score={upload.score} /> },
    { name: 'Id', value: mono(upload.id) },
  ];
  return (
    <Card title="Facts">
      <Facts items={items} />
    </Card>
  );
}

/** How large it was, and what became of it where it can no longer be downloaded. */
function Size({ upload }: { upload: UploadView }) {
  const size = formatBytes(upload.bytes);
  switch (upload.raw) {
    case 'unread':
    case 'redacted':
      return size;
    case 'dropped':
      return `${size}, bytes dropped`;
    case 'removed':
      return (
        <>
          {size}; the report itself was removed{' '}
          {upload.raw_removed_at === null ? null : <Moment at={upload.raw_removed_at} />} by the retention policy
        </>
      );
  }
}
