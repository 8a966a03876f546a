'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ExemptDialog, type ExemptProps } from './exempt-dialog.tsx';

/** Asks that a category is not expected of a repository, or of all that share a label of it. */
export function ExemptButton({ repo, categories }: ExemptProps) {
  const [open, setOpen] = useState(false);
  if (categories.length === 0) return null;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)} aria-label={`Something does not apply to ${repo}`}>
        Does not apply…
      </Button>
      {open ? <ExemptDialog repo={repo} categories={categories} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
