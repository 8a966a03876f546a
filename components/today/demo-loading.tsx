import { PageHead } from '#components/ui/page-head.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { BlockSkeleton, TableSkeleton } from '#components/ui/skeleton.tsx';
import type { DemoView } from '#lib/contracts/demo.ts';

/** In place of Today while the demo is loaded: scores of half a history would say what is not so. */
export function DemoLoading({ demo }: { demo: DemoView }) {
  return (
    <>
      <PageHead
        title="Loading the demo"
        answer="A year of reports is being read, as if CI had sent them. The score appears when all are in: before, it would tell of half a history."
      />
      <Progress label="Reports read" done={demo.done} total={demo.total} noun="reports" />
      <div aria-hidden className="mt-10 flex flex-col gap-10">
        <div className="grid gap-8 lg:grid-cols-2 xl:grid-cols-3">
          <BlockSkeleton height={220} label="" />
          <BlockSkeleton height={220} label="" />
          <BlockSkeleton height={220} label="" />
        </div>
        <TableSkeleton rows={5} label="" />
      </div>
    </>
  );
}
