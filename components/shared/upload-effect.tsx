import { changedHref } from '#components/queries/addresses.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';
import type { UploadChange } from '#lib/domain/finding/event.ts';
import { formatNumber } from '#lib/format.ts';
import { inWork } from './upload-progress.ts';

type Counted = Pick<UploadView, 'id' | 'status' | 'counts'>;

/** Whether a count is unknown: results until the report was read, effects unless it took effect and counts. */
export const isUnknownCount = (upload: Counted, effect: boolean): boolean =>
  inWork(upload) || upload.status === 'rejected' || (effect && (upload.status !== 'processed' || !upload.counts));

export function Amount({ upload, value, effect = true }: { upload: Counted; value: number; effect?: boolean }) {
  if (isUnknownCount(upload, effect)) return <span className="text-faint">–</span>;
  if (value === 0) return <span className="text-faint">0</span>;
  return formatNumber(value);
}

/** How many findings it changed so, which leads to them. */
export function Effect({
  upload,
  value,
  changes,
}: {
  upload: Counted;
  value: number;
  changes: readonly UploadChange[];
}) {
  if (value === 0 || isUnknownCount(upload, true)) return <Amount upload={upload} value={value} />;
  return (
    <TextLink quiet href={changedHref(upload.id, changes)} className="font-medium">
      {formatNumber(value)}
    </TextLink>
  );
}
