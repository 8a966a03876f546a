'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { useChangeActions, type Wish } from './use-change-actions.ts';
import { CLAIM, FIXED, NOT_FIXED, RELEASE } from './wishes.ts';

// Most people who look at an action open neither.
const AssignDialog = dynamic(() => import('./assign-dialog.tsx'), { ssr: false });
const DueDialog = dynamic(() => import('./due-dialog.tsx'), { ssr: false });

type Layer = 'assign' | 'due' | null;

/** What one can do about an action, the likely next step first. Nothing of it closes the action: a scan does. */
export function ActionButtons({ action }: { action: ActionRow }) {
  const [layer, setLayer] = useState<Layer>(null);
  const change = useChangeActions();
  const act = (wish: Wish) => change.mutate({ actions: [action], wish });
  const { state, assignee } = action.work;
  const mayClaim = assignee === null && state === 'open';
  const isMine = assignee?.kind === 'person' && assignee.you;
  useShortcuts('This fix', [
    { keys: 'c', label: 'Claim', enabled: mayClaim || (isMine && state === 'open'), run: () => act(CLAIM) },
    { keys: 'a', label: 'Assign', run: () => setLayer('assign') },
  ]);
  const busy = change.isPending;
  return (
    <>
      {mayClaim || (isMine && state === 'open') ? (
        <Button variant="primary" busy={busy} onClick={() => act(CLAIM)}>
          Claim it
        </Button>
      ) : null}
      {state === 'open' || state === 'claimed' ? (
        <Button variant={state === 'claimed' ? 'primary' : 'secondary'} busy={busy} onClick={() => act(FIXED)}>
          I have fixed it
        </Button>
      ) : null}
      {state === 'awaiting' ? (
        <Button busy={busy} onClick={() => act(NOT_FIXED)}>
          Not fixed after all
        </Button>
      ) : null}
      <Button onClick={() => setLayer('assign')}>Assign</Button>
      <Button onClick={() => setLayer('due')}>{action.work.due === null ? 'Set a date' : 'Change the date'}</Button>
      {assignee === null && state !== 'claimed' ? null : (
        <Button variant="ghost" busy={busy} onClick={() => act(RELEASE)}>
          Release
        </Button>
      )}
      {layer === 'assign' ? (
        <AssignDialog actions={[action]} open onOpenChange={(open) => setLayer(open ? 'assign' : null)} />
      ) : null}
      {layer === 'due' ? (
        <DueDialog action={action} open onOpenChange={(open) => setLayer(open ? 'due' : null)} />
      ) : null}
    </>
  );
}
