import { Skeleton, TableSkeleton } from './skeleton.tsx';

/** A list screen while it loads. */
export function ListSkeleton({ label, rows = 12 }: { label: string; rows?: number }) {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-2 h-6 w-40" />
      <Skeleton className="mb-8 h-4 w-full max-w-[480px]" />
      <TableSkeleton rows={rows} label={label} />
    </div>
  );
}
