import { GitBranch, Pause, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { uploadHref } from '#components/queries/addresses.ts';
import { LocalTimes } from '#components/shared/local-times.tsx';
import { contradicts } from '#components/shared/provenance-words.ts';
import { ReleaseButton } from '#components/shared/release-button.tsx';
import { cn } from '#components/ui/cn.ts';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadDetail } from '#lib/contracts/upload.ts';
import { gapTitle } from './gap-words.ts';

function Note({
  icon,
  title,
  children,
  action,
  className,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <section role="status" className={cn('flex flex-wrap items-start gap-3 rounded-card border p-4', className)}>
      <span className="mt-0.5 [&_svg]:size-4">{icon}</span>
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="font-semibold text-14">{title}</h2>
        {children === undefined ? null : <div className="mt-1 break-words text-13 text-soft">{children}</div>}
      </div>
      {action}
    </section>
  );
}

function Incomplete({ upload }: { upload: UploadDetail }) {
  const title = gapTitle(upload.parts) ?? 'Not a whole scan: it closed nothing';
  const icon = <TriangleAlert aria-hidden className="text-soft" />;
  // The gaps below say more; uploads of older versions have none.
  if (upload.parts.some((part) => part.gaps.length > 0)) return <Note icon={icon} title={title} />;
  return (
    <Note icon={icon} title={title}>
      {upload.incomplete.length === 0 ? (
        <p>It was delivered with complete=false.</p>
      ) : (
        <ul className="list-inside list-disc">
          {upload.incomplete.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Note>
  );
}

/** What a ref that does not count reports is compared, and changes no posture. */
function NotCounted({ upload }: { upload: UploadDetail }) {
  const base = upload.compared_with?.upload ?? null;
  return (
    <Note icon={<GitBranch aria-hidden className="text-soft" />} title="It changes no posture: its ref does not count">
      <p>{upload.counts_reason}</p>
      {base === null ? null : (
        <p className="mt-1">
          <TextLink href={uploadHref(base.id)} className="underline">
            The report that it is compared with
          </TextLink>
        </p>
      )}
    </Note>
  );
}

/** Whoever reads it must know that it may be of another place than it was delivered for. */
function Contradicted() {
  return (
    <Note icon={<TriangleAlert aria-hidden className="text-failed" />} title="Its delivery is contradicted">
      The report itself, or the address of its run, names another repository, ref or commit: see <em>Provenance</em>.
    </Note>
  );
}

/** What became of the report, why, and what can be done about it. */
export function UploadVerdict(props: { upload: UploadDetail; mayRelease: boolean }) {
  return (
    <>
      <Outcome {...props} />
      {contradicts(props.upload.provenance) ? <Contradicted /> : null}
    </>
  );
}

function Outcome({ upload, mayRelease }: { upload: UploadDetail; mayRelease: boolean }) {
  switch (upload.status) {
    case 'received':
    case 'processing':
      return (
        <Note icon={<Spinner />} title={upload.status === 'received' ? 'Waiting for its turn' : 'Being read'}>
          This page follows it.
        </Note>
      );
    case 'rejected':
      return (
        <ErrorPanel
          title={upload.reason ?? 'The report was rejected'}
          kept="Nothing was changed by it. The findings of earlier reports stay as they were. Its bytes were dropped: what is not understood cannot be redacted."
          advice="Repair what the reason says and send the report again."
          {...(upload.position === null ? {} : { reference: upload.position })}
        />
      );
    case 'held':
      return (
        <Note
          icon={<Pause aria-hidden />}
          title="Held: nothing was closed yet"
          className="border-shape"
          action={mayRelease ? <ReleaseButton id={upload.id} repo={upload.repo} reason={upload.reason} /> : null}
        >
          <p>
            <LocalTimes text={upload.reason ?? ''} />
          </p>
          {mayRelease ? null : <p className="mt-1">Administrators and the security role can release it.</p>}
        </Note>
      );
    case 'superseded':
      return (
        <Note icon={<TriangleAlert aria-hidden className="text-soft" />} title="A newer report took its place">
          {upload.reason ?? 'It arrived after a report of a later run, so it changed nothing.'}
        </Note>
      );
    case 'processed':
      return (
        <>
          {upload.counts ? null : <NotCounted upload={upload} />}
          {upload.complete && gapTitle(upload.parts) === null ? null : <Incomplete upload={upload} />}
        </>
      );
  }
}
