'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { demoQuery, loadDemo } from '#components/queries/demo.ts';
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { useNavigate } from '#components/ui/scope.tsx';

/** Offers to load the demo, and shows its progress. */
export function DemoOffer() {
  const router = useNavigate();
  const client = useQueryClient();
  const { data } = useQuery(demoQuery());
  const load = useMutation({
    mutationFn: loadDemo,
    onSuccess: (view) => {
      client.setQueryData(demoQuery().queryKey, view);
      router.refresh();
    },
  });
  return (
    <section aria-labelledby="demo" className="mt-10 border-t pt-6">
      <h2 id="demo" className="font-semibold text-14">
        Or look around first
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-soft">
        A made-up company with a year of history, clearly marked as a demo. It can be removed again.
      </p>
      {data?.state === 'loading' ? (
        <Progress label="Loading the demo" done={data.done} total={data.total} noun="reports" />
      ) : (
        <Button onClick={() => load.mutate()} busy={load.isPending}>
          <FlaskConical aria-hidden />
          Load the demo
        </Button>
      )}
      <p role="alert" className="mt-2 text-13 text-failed">
        {load.error?.message}
      </p>
    </section>
  );
}
