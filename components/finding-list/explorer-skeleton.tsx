import { Skeleton, TableSkeleton } from '#components/ui/skeleton.tsx';

/** The explorer while it loads, in the final layout. */
export function ExplorerSkeleton() {
  return (
    <div>
      <div className="mb-6 flex min-h-12 flex-col gap-2">
        <h1 className="font-semibold text-20 tracking-tight">Findings</h1>
        <Skeleton className="h-4 w-48" />
      </div>
      <div className="flex items-start gap-6">
        <div className="flex w-[212px] shrink-0 flex-col gap-3 max-[1440px]:hidden">
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-48 w-full" />
        </div>
        <div className="min-w-0 flex-1">
          <Skeleton className="mb-3 h-8 w-full pointer-coarse:h-11" />
          <TableSkeleton rows={14} label="Loading findings" />
        </div>
      </div>
    </div>
  );
}
