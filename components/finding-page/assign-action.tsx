'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useShortcutPause, useShortcuts } from '#components/ui/shortcuts.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';

// Only who assigns needs it.
const AssignDialog = dynamic(() => import('#components/shared/work/assign-dialog.tsx'), { ssr: false });

/** Gives the finding's fix to a person or a team. */
export function AssignAction({ action }: { action: ActionRow }) {
  const [open, setOpen] = useState(false);
  useShortcutPause(open);
  useShortcuts('Finding', [{ keys: 'a', label: 'Assign its fix…', run: () => setOpen(true) }]);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)} className="mt-3">
        Assign… <Kbd>A</Kbd>
      </Button>
      {open ? <AssignDialog actions={[action]} open onOpenChange={setOpen} /> : null}
    </>
  );
}
