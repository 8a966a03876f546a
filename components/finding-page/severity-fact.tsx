'use client';

import dynamic from 'next/dynamic';
import { unsetSeverity } from '#components/queries/finding-people.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { DialogButton } from '#components/shared/dialog-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { SEVERITY_WORD, SeverityMark } from '#components/ui/severity-mark.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import { STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { mayCount } from './severity-words.ts';
import { severitySource } from './what-it-is.ts';

// Only who sets one needs it.
const SeverityDialog = dynamic(() => import('./severity-dialog.tsx').then((one) => one.SeverityDialog), { ssr: false });

function TakeBack({ view }: { view: FindingView }) {
  const { finding } = view;
  const reported = finding.severity_set?.reported ?? finding.severity;
  return (
    <ConfirmButton
      trigger={<Button size="sm">Take it back…</Button>}
      title="Take this severity back?"
      description={`${finding.ref} is ${SEVERITY_WORD[reported].toLowerCase()} again, as reports state.`}
      keep="Keep it"
      confirm="Take it back"
      act={async () => {
        await unsetSeverity(finding.id);
        return { title: `${SEVERITY_WORD[reported]} again, as reports state` };
      }}
    />
  );
}

function SetIt({ view }: { view: FindingView }) {
  return (
    <DialogButton words="Set severity…">
      {(opened) => <SeverityDialog key={view.finding.severity} view={view} {...opened} />}
    </DialogButton>
  );
}

/** How severe it is and who says so; those who may can say it themselves. */
export function SeverityFact({ view }: { view: FindingView }) {
  const { finding, may } = view;
  const set = finding.severity_set;
  const maySet = may.work && (may.decide || STATED_SEVERITIES.some((one) => mayCount(view, one)));
  const mayUnset = set !== null && may.work && (may.decide || mayCount(view, null));
  return (
    <span>
      <SeverityMark severity={finding.severity} className="font-medium" />
      {set === null ? (
        <span className="block text-12 text-faint">{severitySource(view)}</span>
      ) : (
        <span className="block text-12 text-faint [overflow-wrap:anywhere]">
          set by {set.by} on <CalendarDay at={set.at} />; reports state {SEVERITY_WORD[set.reported].toLowerCase()}
          <span className="mt-1 block whitespace-pre-line text-soft">{set.reason}</span>
        </span>
      )}
      {maySet || mayUnset ? (
        <span className="mt-2 flex flex-wrap gap-2">
          {maySet ? <SetIt view={view} /> : null}
          {mayUnset ? <TakeBack view={view} /> : null}
        </span>
      ) : null}
    </span>
  );
}
