import { uploadHref } from '#components/queries/addresses.ts';
import { UploadOutcome } from '#components/shared/upload-outcome.tsx';
import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';
import { formatNumber } from '#lib/format.ts';

/** Of a report that took effect and counts. */
function effect({ status, introduced, reopened, fixed }: UploadView): string | null {
  return status === 'processed' ? `${formatNumber(introduced + reopened)} new, ${formatNumber(fixed)} fixed` : null;
}

/** The latest reports of one repository. */
export function RecentUploads({ uploads, repo }: { uploads: readonly UploadView[]; repo: string }) {
  return (
    <section aria-labelledby="uploads" className="min-w-0">
      <header className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="uploads" className="font-semibold text-14">
          Latest uploads
        </h2>
        <TextLink href={`/ingest?repo=${repo}`} className="text-13">
          All uploads
        </TextLink>
      </header>
      {uploads.length === 0 ? <p className="text-13 text-soft">None yet.</p> : null}
      <ul className={uploads.length === 0 ? undefined : 'border-t'}>
        {uploads.map((upload) => (
          <li key={upload.id} className="flex items-start gap-x-3 border-b py-2 text-13">
            <TextLink href={uploadHref(upload.id)} quiet className="shrink-0">
              <StateBadge state={upload.status} />
            </TextLink>
            <span className="min-w-0 flex-1">
              <span className="block [overflow-wrap:anywhere]">
                {upload.scanner ?? 'Report'} · <Breakable text={upload.pipeline} /> · <Breakable text={upload.ref} />
              </span>
              <UploadOutcome upload={upload} otherwise={effect(upload)} />
            </span>
            <RelativeTime at={upload.received_at} className="shrink-0 text-12 text-soft" />
          </li>
        ))}
      </ul>
    </section>
  );
}
