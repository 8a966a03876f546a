'use client';

import { type ReactNode, useState } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import type { TeamAlertsView } from '#lib/contracts/alert.ts';
import { ALERT_KINDS, type AlertKind } from '#lib/domain/alert/alert.ts';
import { EventChoice } from './event-choice.tsx';

export interface AlertsFormProps {
  saved: TeamAlertsView;
  label: string;
  busy: boolean;
  error: Error | null;
  onSave: (chosen: { kinds: AlertKind[]; score_drop: number }) => void;
  /** Further fields. */
  children?: ReactNode;
}

/** What somebody, or everybody of a team, is told of as it happens. */
export function AlertsForm({ saved, label, busy, error, onSave, children }: AlertsFormProps) {
  const [kinds, setKinds] = useState<AlertKind[]>(saved.kinds);
  const [scoreDrop, setScoreDrop] = useState(String(saved.score_drop));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ kinds, score_drop: Number(scoreDrop) });
      }}
    >
      <EventChoice
        label={label}
        choices={ALERT_KINDS}
        chosen={kinds}
        onChange={setKinds}
        scoreDrop={scoreDrop}
        onScoreDrop={setScoreDrop}
        error={errorAt(error, 'kinds')}
        scoreDropError={errorAt(error, 'score_drop')}
      />
      {children}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
        <p role="alert" className="text-13 text-failed empty:hidden">
          {error?.message}
        </p>
      </div>
    </form>
  );
}
