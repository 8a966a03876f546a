'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { demoQuery } from '#components/queries/demo.ts';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { DemoView } from '#lib/contracts/demo.ts';
import { formatNumber } from '#lib/format.ts';
import { DemoBanner } from './demo-banner.tsx';

// Asked for once in an installation's life, so its code comes when it is.
const RemoveDemo = dynamic(() => import('./remove-demo.tsx'), { ssr: false });

function Remove() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        Remove the demo
      </Button>
      {asking ? <RemoveDemo onOpenChange={setAsking} /> : null}
    </>
  );
}

function Work({ view }: { view: DemoView | undefined }) {
  if (view?.state !== 'loading' && view?.state !== 'removing') return <Remove />;
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
  return shown ? <DemoBanner beside={!demo} action={mayChange ? <Work view={data} /> : null} /> : null;
}
