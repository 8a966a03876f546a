import { ExternalLink } from '#components/ui/text-link.tsx';
import type { UploadRowView } from '#lib/contracts/upload.ts';

/** A run of CI; a link to it where the delivery said where it is. */
export function CiRun({ run, before = '' }: { run: NonNullable<UploadRowView['run']>; before?: string }) {
  const name = `${before}${run.id}${run.attempt === 1 ? '' : `, attempt ${run.attempt}`}`;
  return run.url === null ? (
    <span className="break-all">{name}</span>
  ) : (
    <ExternalLink href={run.url}>{name}</ExternalLink>
  );
}
