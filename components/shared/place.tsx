import { cn } from '#components/ui/cn.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';

/** `src/…/handler.ts:12`: the folder gives way first, so that the file's name stays readable. */
export function PathText({ path, line, className }: { path: string; line: number | null; className?: string }) {
  const cut = path.lastIndexOf('/') + 1;
  const suffix = line === null ? '' : `:${line}`;
  return (
    <span className={cn('flex min-w-0 font-mono text-12', className)} title={`${path}${suffix}`}>
      {cut === 0 ? null : <span className="min-w-6 shrink truncate">{path.slice(0, cut)}</span>}
      <span className={cn('shrink-0 truncate', cut === 0 ? 'max-w-full' : 'max-w-[85%]')}>
        {path.slice(cut)}
        {suffix}
      </span>
    </span>
  );
}

/** A name that is cut at its beginning where it is too long: images differ at their ends. */
function EndOf({ text }: { text: string }) {
  return (
    <span dir="rtl" className="min-w-0 truncate text-left font-mono text-12" title={text}>
      <bdi>{text}</bdi>
    </span>
  );
}

function PlaceInSource({ row }: { row: FindingRow }) {
  if (row.package !== null) {
    const text = row.package_version === null ? row.package : `${row.package}@${row.package_version}`;
    return (
      <span
        className={cn('min-w-0 truncate font-mono text-12', row.image !== null && 'max-w-[75%] shrink-0')}
        title={text}
      >
        {text}
      </span>
    );
  }
  return row.path === null ? null : <PathText path={row.path} line={row.line} />;
}

/** Whether a row says anything about where it is. */
export function hasPlace({ package: name, path, image }: FindingRow): boolean {
  return name !== null || path !== null || image !== null;
}

/** Where a finding is, on one line: its package, or its file and line; and the image, without which rows may be alike. */
export function Place({ row, className }: { row: FindingRow; className?: string }) {
  return (
    <span className={cn('flex min-w-0 gap-1', className)}>
      <PlaceInSource row={row} />
      {row.image === null ? null : (
        <>
          <span className="shrink-0 text-12">in</span>
          <EndOf text={row.image} />
        </>
      )}
    </span>
  );
}
