'use client';

import { useState } from 'react';
import { TypeToConfirm } from '#components/shared/type-to-confirm.tsx';
import { Button } from '#components/ui/button.tsx';

export interface ConfirmRemovalProps {
  /** `3 reports, 1 MB` */
  going: string;
  slug: string;
  busy: boolean;
  onConfirm: (typed: string) => void;
  onCancel: () => void;
}

/** Says what is removed for good, and asks for the organization's name before it is. */
export function ConfirmRemoval({ going, slug, busy, onConfirm, onCancel }: ConfirmRemovalProps) {
  const [typed, setTyped] = useState('');
  return (
    <div className="flex w-full flex-col gap-3 rounded-control border border-failed p-4">
      <p className="text-13" role="status">
        <strong className="font-medium">{going},</strong> will be removed within the hour and cannot be brought back,
        and later ones as they grow old.
      </p>
      <TypeToConfirm text={slug} typed={typed} onType={setTyped} />
      <div className="flex flex-wrap gap-2">
        <Button variant="danger" disabled={typed !== slug} busy={busy} onClick={() => onConfirm(typed)}>
          Remove them and save
        </Button>
        <Button onClick={onCancel}>Keep them</Button>
      </div>
    </div>
  );
}
