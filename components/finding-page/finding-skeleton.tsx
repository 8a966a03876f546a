import { BlockSkeleton, Skeleton, TextSkeleton } from '#components/ui/skeleton.tsx';

/** The finding's page while it loads, in the final layout. */
export function FindingSkeleton() {
  return (
    <div role="status" aria-label="Loading the finding">
      <div className="mb-6 flex flex-col gap-2">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-6 w-3/5" />
        <Skeleton className="h-4 w-4/5" />
      </div>
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_324px]">
        <div className="lg:col-start-2 lg:row-start-1">
          <BlockSkeleton height={360} label="State" />
        </div>
        <div className="flex flex-col gap-8 lg:col-start-1 lg:row-start-1">
          <BlockSkeleton height={140} label="Code" />
          <TextSkeleton lines={6} />
        </div>
      </div>
    </div>
  );
}
