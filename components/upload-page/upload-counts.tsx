import { changedHref } from '#components/queries/addresses.ts';
import { inWork } from '#components/shared/upload-progress.ts';
import { cn } from '#components/ui/cn.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadDetail } from '#lib/contracts/upload.ts';
import type { UploadChange } from '#lib/domain/finding/event.ts';
import { formatNumber } from '#lib/format.ts';

interface Fact {
  name: string;
  value: number;
  hint: string;
  href?: string;
}

function factsOf(upload: UploadDetail): Fact[] {
  const read = { name: 'Read', value: upload.parsed, hint: 'results in the report' };
  const skipped = { name: 'Skipped', value: upload.skipped_count, hint: 'could not be read', href: '#skipped' };
  if (upload.status === 'held' && upload.closing !== null) {
    const closes = {
      name: 'Would close',
      value: upload.closing.total,
      hint: 'findings of its streams',
      href: '#closing',
    };
    return [read, closes, skipped];
  }
  // Held and superseded reports changed nothing: zeros would look like a result.
  if (upload.status !== 'processed') return [read, skipped];
  const base = upload.compared_with?.ref;
  if (base !== undefined) {
    return [
      read,
      { name: 'New', value: upload.introduced, hint: `not on ${base}` },
      { name: 'Fixed', value: upload.fixed, hint: `on ${base}, not here` },
      { name: 'Changed', value: upload.changed + upload.moved, hint: `other words or place on ${base}` },
      { name: 'Unchanged', value: upload.unchanged, hint: `as on ${base}` },
      skipped,
    ];
  }
  const list = (change: UploadChange) => ({ href: changedHref(upload.id, [change]) });
  return [
    read,
    { name: 'New', value: upload.introduced, hint: 'not known before', ...list('introduced') },
    { name: 'Reopened', value: upload.reopened, hint: 'were fixed once', ...list('reopened') },
    { name: 'Fixed', value: upload.fixed, hint: 'not in the report any more', ...list('fixed') },
    { name: 'Moved', value: upload.moved, hint: 'in another place', ...list('moved') },
    { name: 'Changed', value: upload.changed, hint: 'other words or severity' },
    { name: 'Unchanged', value: upload.unchanged, hint: 'as before' },
    skipped,
  ];
}

/** What the report changed, once it was read. */
export function UploadCounts({ upload }: { upload: UploadDetail }) {
  if (inWork(upload)) return <p className="text-13 text-soft">The counts appear when the report is read.</p>;
  const facts = factsOf(upload);
  return (
    // As many columns as fill each row: an empty cell would show the color of the lines.
    <dl
      className={cn(
        'grid grid-cols-2 gap-px overflow-hidden rounded-card border bg-line',
        facts.length % 3 === 0 && 'sm:grid-cols-3',
        facts.length % 2 === 1 && 'max-sm:[&>:last-child]:col-span-2',
        facts.length === 8 && 'sm:grid-cols-4',
      )}
    >
      {facts.map(({ name, value, hint, href }) => (
        <div key={name} className="flex flex-col bg-ground px-4 py-3">
          <dt className="text-12 text-faint">{name}</dt>
          <dd className="order-first font-semibold text-20">
            {href === undefined || value === 0 ? (
              formatNumber(value)
            ) : (
              <TextLink href={href}>{formatNumber(value)}</TextLink>
            )}
          </dd>
          <dd className="text-12 text-faint">{hint}</dd>
        </div>
      ))}
    </dl>
  );
}
