import { Breakable } from '#components/ui/breakable.tsx';
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

/** `lodash@4.17.20` */
export const packageText = ({ package: name, package_version: version }: FindingRow): string | null =>
  name === null || version === null ? name : `${name}@${version}`;

/** Whether a row says anything about where it is. */
export function hasPlace({ package: name, path, image }: FindingRow): boolean {
  return name !== null || path !== null || image !== null;
}

/** Where a finding in an image is, as running text: images differ at their ends, so that none of it may be cut off. */
function PlaceInImage({ row, image }: { row: FindingRow; image: string }) {
  const inside = packageText(row) ?? row.path;
  return (
    <span className="min-w-0 whitespace-normal [overflow-wrap:anywhere]">
      {inside === null ? null : (
        <span className="font-mono text-12">
          <Breakable text={inside} />
        </span>
      )}{' '}
      <span className="text-12">in</span>{' '}
      <span className="font-mono text-12">
        <Breakable text={image} />
      </span>
    </span>
  );
}

/** Where a finding is: its package, or its file and line, on one line; in an image also which one, without which rows may be alike. */
export function Place({ row, className }: { row: FindingRow; className?: string }) {
  if (row.image !== null) return <PlaceInImage row={row} image={row.image} />;
  const name = packageText(row);
  if (name === null && row.path === null) return null;
  return (
    <span className={cn('flex min-w-0', className)}>
      {name !== null ? (
        <span className="min-w-0 truncate font-mono text-12" title={name}>
          {name}
        </span>
      ) : row.path === null ? null : (
        <PathText path={row.path} line={row.line} />
      )}
    </span>
  );
}
