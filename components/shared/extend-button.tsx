'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { ExtendDialogProps } from './extend-dialog.tsx';

const ExtendDialog = dynamic(() => import('./extend-dialog.tsx').then((loaded) => loaded.ExtendDialog), { ssr: false });

/** Asks for another end; the dialog is loaded when it is asked for. */
export function ExtendButton(props: Pick<ExtendDialogProps, 'kind' | 'was' | 'description' | 'extend'>) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        size="sm"
        aria-haspopup="dialog"
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        Change its end…
      </Button>
      {asked ? <ExtendDialog {...props} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
