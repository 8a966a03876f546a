import { cn } from '#components/ui/cn.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';

/** `src/…/handler.ts:12`: the folder gives way first, so that the file's name stays readable. */
export function PathText({ path, line, className }: { path: string; line: number | null; className?: string }) {
  const cut = path.lastIndexOf('/') + 1;
  const suffix = line === null ? '' : `:${line}`;
  return (
    <span className={cn('flex min-w-0 font-mono text-12', className)} title={`${path}${suffix}`}>
      <span className="min-w-6 shrink truncate">{path.slice(0, cut)}</span>
      <span className="max-w-[85%] shrink-0 truncate">
        {path.slice(cut)}
        {suffix}
      </span>
    </span>
  );
}

/** Where a finding is: its package, or its file and line. */
export function Place({ row, className }: { row: FindingRow; className?: string }) {
  if (row.package !== null) {
    const text = row.package_version === null ? row.package : `${row.package}@${row.package_version}`;
    return (
      <span className={cn('block truncate font-mono text-12', className)} title={text}>
        {text}
      </span>
    );
  }
  if (row.path === null) return null;
  return <PathText path={row.path} line={row.line} {...(className === undefined ? {} : { className })} />;
}
