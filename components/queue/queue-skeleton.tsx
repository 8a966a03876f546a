import { Skeleton, TableSkeleton } from '#components/ui/skeleton.tsx';

/** The queue while it loads, in the final layout. */
export function QueueSkeleton() {
  return (
    <div>
      <div className="mb-6 flex min-h-12 flex-col gap-2">
        <h1 className="font-semibold text-20 tracking-tight">Queue</h1>
        <Skeleton className="h-4 w-64" />
      </div>
      <Skeleton className="mb-3 h-9 w-72 pointer-coarse:h-11" />
      <Skeleton className="mb-3 h-8 w-full pointer-coarse:h-11" />
      <TableSkeleton rows={12} label="Loading the queue" />
    </div>
  );
}
