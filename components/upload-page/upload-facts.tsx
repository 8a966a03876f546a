import { repositoryHref, uploadHref } from '#components/queries/addresses.ts';
import { credentialOf } from '#components/shared/credential.ts';
import { durationOf, inWork } from '#components/shared/upload-progress.ts';
import { Card, Facts } from '#components/ui/card.tsx';
import { Delta } from '#components/ui/delta.tsx';
import { ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';
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

/** Everything that is known about one upload beside its counts. */
export function UploadFacts({ upload }: { upload: UploadView }) {
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
    { name: 'Delivered by', value: credentialOf(upload.delivered_by) ?? 'not kept' },
    ...(upload.released_by === null ? [] : [{ name: 'Released by', value: upload.released_by }]),
    ...(upload.confirms === null
      ? []
      : [
          {
            name: 'Confirms',
            value: <TextLink href={uploadHref(upload.confirms)}>the held report before it</TextLink>,
          },
        ]),
    { name: 'Size', value: `${formatBytes(upload.bytes)}${upload.raw === 'dropped' ? ', bytes dropped' : ''}` },
    {
      name: 'Received',
      value: (
        <>
          <RelativeTime at={upload.received_at} /> · <ExactTime at={upload.received_at} />
        </>
      ),
    },
    { name: 'Took', value: formatDuration(durationOf(upload)) },
    { name: 'Score', value: <Score score={upload.score} /> },
    { name: 'Id', value: mono(upload.id) },
  ];
  return (
    <Card title="Facts">
      <Facts items={items} />
    </Card>
  );
}
