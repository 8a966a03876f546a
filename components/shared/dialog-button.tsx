'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';

interface Opened {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A button that opens a dialog, which is not there, and not loaded, before somebody asks for it. */
export function DialogButton({ words, children }: { words: string; children: (opened: Opened) => ReactNode }) {
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
        {words}
      </Button>
      {asked ? children({ open, onOpenChange: setOpen }) : null}
    </>
  );
}
