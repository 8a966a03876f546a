import { cn } from './cn.ts';

/** Stands where content will be; give it the size of the content. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn('block animate-breathe rounded-[4px] bg-hover motion-reduce:animate-none', className)}
    />
  );
}

const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-4/5', 'w-1/3'];

/** Lines of running text. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <span className="flex flex-col gap-2">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton
          key={WIDTHS[index % WIDTHS.length] + String(index)}
          className={cn('h-3', WIDTHS[index % WIDTHS.length])}
        />
      ))}
    </span>
  );
}

/** A table's head and rows at their final height. */
export function TableSkeleton({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="border-t">
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <div key={index} className="flex h-(--row) items-center gap-6 border-b px-2 max-sm:h-16">
          <Skeleton className="size-3 shrink-0" />
          <Skeleton className={cn('h-3', WIDTHS[index % WIDTHS.length])} />
          <Skeleton className="ml-auto h-3 w-14 shrink-0" />
        </div>
      ))}
    </div>
  );
}

/** Stands where a chart or card will be. */
export function BlockSkeleton({ height, label = 'Loading' }: { height: number; label?: string }) {
  return (
    <div role="status" aria-label={label} style={{ height }} className="w-full">
      <Skeleton className="h-full w-full rounded-card" />
    </div>
  );
}
