'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { demoQuery, removeDemo } from '#components/queries/demo.ts';
import { DemoBanner } from '#components/shell/demo-banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { DemoView } from '#lib/contracts/demo.ts';
import { formatNumber } from '#lib/format.ts';

function RemoveDemo() {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: removeDemo,
    onSuccess: (view) => {
      setOpen(false);
      client.setQueryData(demoQuery().queryKey, view);
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={<Button size="sm">Remove the demo</Button>}
      title="Remove the demo?"
      description="Its repositories, findings and history go. Real repositories stay as they are."
      footer={
        <>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            Remove the demo
          </Button>
        </>
      }
    >
      <p role="alert" className="text-13 text-failed">
        {remove.error?.message}
      </p>
    </Dialog>
  );
}

function Work({ view }: { view: DemoView | undefined }) {
  if (view?.state !== 'loading' && view?.state !== 'removing') return <RemoveDemo />;
  const far =
    view.state === 'loading'
      ? `Loading: ${formatNumber(view.done)} of ${formatNumber(view.total)} reports`
      : 'Removing…';
  return (
    <span role="status" className="flex items-center gap-2 text-soft">
      <Spinner />
      {far}
    </span>
  );
}

/**
 * Says that the organization is a demo and how far it is; the one who loaded it can take it away again.
 * `demo`: it was one when the page was made; one that is just being loaded shows as well.
 */
export function DemoNotice({ demo, mayChange }: { demo: boolean; mayChange: boolean }) {
  const client = useQueryClient();
  const router = useRouter();
  const { data } = useQuery({ ...demoQuery(), enabled: mayChange });
  const before = useRef(data?.state);
  useEffect(() => {
    const was = before.current;
    before.current = data?.state;
    // Loaded or gone: what every screen shows is another organization now.
    if (was === undefined || was === data?.state || (data?.state !== 'loaded' && data?.state !== 'none')) return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo' });
    router.refresh();
  }, [client, router, data?.state]);
  const shown = data === undefined ? demo : data.state !== 'none';
  return shown ? <DemoBanner action={mayChange ? <Work view={data} /> : null} /> : null;
}
