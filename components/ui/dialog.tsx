'use client';

import dynamic from 'next/dynamic';
import { Slot } from 'radix-ui';
import { useState } from 'react';
import type { DialogProps, SheetProps } from './dialog-props.ts';

export { DialogClose } from './dialog-close.tsx';

// No page starts with an open layer, so the code is loaded with the first one.
const DialogLayer = dynamic(() => import('./dialog-layer.tsx').then((module) => module.DialogLayer), { ssr: false });
const SheetLayer = dynamic(() => import('./dialog-layer.tsx').then((module) => module.SheetLayer), { ssr: false });

function Opener({ open, onOpenChange, trigger }: Pick<DialogProps, 'open' | 'onOpenChange' | 'trigger'>) {
  if (trigger === undefined) return null;
  return (
    <Slot.Root aria-haspopup="dialog" aria-expanded={open} onClick={() => onOpenChange(true)}>
      {trigger}
    </Slot.Root>
  );
}

/** True once it was open, so that the closing animation of the layer can run. */
function useOpened(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened;
}

export function Dialog({ trigger, ...layer }: DialogProps) {
  const opened = useOpened(layer.open);
  return (
    <>
      <Opener open={layer.open} onOpenChange={layer.onOpenChange} trigger={trigger} />
      {opened ? <DialogLayer {...layer} /> : null}
    </>
  );
}

/** A layer from the edge: navigation on the phone, details beside a list. */
export function Sheet({ trigger, ...layer }: SheetProps) {
  const opened = useOpened(layer.open);
  return (
    <>
      <Opener open={layer.open} onOpenChange={layer.onOpenChange} trigger={trigger} />
      {opened ? <SheetLayer {...layer} /> : null}
    </>
  );
}
