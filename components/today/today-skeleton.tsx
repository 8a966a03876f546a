import { BlockSkeleton, Skeleton, TableSkeleton } from '#components/ui/skeleton.tsx';

/** The Today screen while it loads, in the final layout. */
export function TodaySkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-2 h-6 w-28" />
      <Skeleton className="mb-9 h-4 w-full max-w-[560px]" />
      <div className="mb-10 grid gap-8 lg:grid-cols-2 xl:grid-cols-3">
        <BlockSkeleton height={220} label="Loading the score" />
        <BlockSkeleton height={220} label="Loading where points went" />
        <BlockSkeleton height={220} label="Loading what moved" />
      </div>
      <TableSkeleton rows={5} label="Loading what to do next" />
    </div>
  );
}
