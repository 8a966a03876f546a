'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { demoQuery } from '#components/queries/demo.ts';
import { Button } from '#components/ui/button.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { DemoNoticeView, DemoView } from '#lib/contracts/demo.ts';
import { formatNumber } from '#lib/format.ts';
import { DemoBanner } from './demo-banner.tsx';

// Used once per installation, so its code is loaded on demand.
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

function DemoProgress({ view }: { view: DemoView | undefined }) {
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

export interface DemoNoticeProps {
  /** What there was of the demo when the server answered: the banner is part of its answer, so that nothing moves. */
  notice: DemoNoticeView;
  /** The demo's progress then; null for users who may not change it. */
  progress: DemoView | null;
}

/** Banner that says what is made up, with the demo's progress, and a button to remove it for users who may. */
export function DemoNotice({ notice, progress }: DemoNoticeProps) {
  const mayChange = progress !== null;
  const client = useQueryClient();
  const router = useNavigate();
  const { data } = useQuery({
    ...demoQuery(),
    enabled: mayChange,
    ...(progress === null ? {} : { initialData: progress }),
  });
  const before = useRef(data?.state);
  useEffect(() => {
    const was = before.current;
    before.current = data?.state;
    // The demo was loaded or removed: every screen's data has changed.
    if (was === undefined || was === data?.state || (data?.state !== 'loaded' && data?.state !== 'none')) return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo' });
    router.refresh();
  }, [client, router, data?.state]);
  const shown = data === undefined ? notice.repositories > 0 : data.state !== 'none';
  if (!shown) return null;
  const now = data === undefined ? notice : { ...notice, repositories: data.repositories };
  return <DemoBanner notice={now} action={mayChange ? <DemoProgress view={data} /> : null} />;
}
