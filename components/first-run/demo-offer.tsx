'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { loadDemo } from '#components/queries/demo.ts';
import { Button } from '#components/ui/button.tsx';

/** Or look around first. */
export function DemoOffer() {
  const router = useRouter();
  const client = useQueryClient();
  const load = useMutation({
    mutationFn: loadDemo,
    onSuccess: async () => {
      await client.invalidateQueries();
      router.refresh();
    },
  });
  return (
    <section aria-labelledby="demo" className="mt-10 border-t pt-6">
      <h2 id="demo" className="font-semibold text-14">
        Or look around first
      </h2>
      <p className="mt-0.5 text-13 text-soft">
        Demo repositories with made-up findings, clearly marked as such; they can be removed again.
      </p>
      <Button className="mt-3" onClick={() => load.mutate()} busy={load.isPending}>
        <FlaskConical aria-hidden />
        {load.isPending ? 'Loading the demo…' : 'Load the demo'}
      </Button>
      <p role="alert" className="mt-2 text-13 text-failed">
        {load.error?.message}
      </p>
    </section>
  );
}
