'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { UnderWay } from '#components/shared/decide/under-way.ts';
import { ExceptionButtons } from '#components/shared/exception-buttons.tsx';
import { actorWords, DECISION_ASK, DECISION_WORD, endWords } from '#components/shared/exception-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { useShortcutPause, useShortcuts } from '#components/ui/shortcuts.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { ExternalLink } from '#components/ui/text-link.tsx';
import type { ExceptionRow } from '#lib/contracts/exception.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';

// Only who decides needs it.
const DecideDialog = dynamic(
  () => import('#components/shared/decide/decide-dialog.tsx').then((one) => one.DecideDialog),
  {
    ssr: false,
  },
);

function Until({ exception }: { exception: ExceptionRow }) {
  if (exception.expires_at === null) return <>without an end</>;
  return (
    <>
      until <CalendarDay at={exception.expires_at} />
    </>
  );
}

function Who({ exception }: { exception: ExceptionRow }) {
  const { requested_by: asked, decided_by: decided, state } = exception;
  return (
    <p className="text-12 text-faint [overflow-wrap:anywhere]">
      Asked for by {actorWords(asked)} on <CalendarDay at={exception.requested_at} />
      {decided === null || state === 'requested' ? null : (
        <>
          , {state === 'refused' ? 'refused' : 'approved'} by {actorWords(decided)}
        </>
      )}
      .
    </p>
  );
}

function Live({ exception, finding }: { exception: ExceptionRow; finding: string }) {
  const waits = exception.state === 'requested';
  return (
    <div className="flex flex-col gap-2 text-13">
      <p className="font-medium">
        {waits ? (
          <>
            Waits for a decision: {DECISION_ASK[exception.kind]}, <Until exception={exception} />
          </>
        ) : (
          <>
            {DECISION_WORD[exception.kind]} <Until exception={exception} />
          </>
        )}
      </p>
      <p className="whitespace-pre-line [overflow-wrap:anywhere]">{exception.reason}</p>
      {exception.evidence_url === null ? null : (
        <ExternalLink href={exception.evidence_url}>What it rests on</ExternalLink>
      )}
      <Who exception={exception} />
      <ExceptionButtons exception={exception} finding={finding} />
    </div>
  );
}

interface AskProps {
  view: FindingView;
  /** What was sent before and not taken. */
  failed: UnderWay | null;
}

function Ask({ view, failed }: AskProps) {
  const [asking, setAsking] = useState<{ kind: Decision } | null>(null);
  useShortcutPause(asking !== null);
  const ask = (kind: Decision) => setAsking({ kind });
  useShortcuts('Finding', [
    { keys: 'e', label: 'Accept the risk…', run: () => ask('accepted') },
    { keys: 'f', label: 'False positive…', run: () => ask('false_positive') },
  ]);
  const { id, ref } = view.finding;
  return (
    <>
      {failed === null ? null : (
        <p role="alert" className="mb-2 text-13 text-failed [overflow-wrap:anywhere]">
          {DECISION_WORD[failed.wished.kind]}: not saved. {failed.problem} What was written is still in the form.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" aria-haspopup="dialog" onClick={() => ask('accepted')}>
          Accept risk… <Kbd>E</Kbd>
        </Button>
        <Button size="sm" aria-haspopup="dialog" onClick={() => ask('false_positive')}>
          False positive… <Kbd>F</Kbd>
        </Button>
      </div>
      {asking === null ? null : (
        <DecideDialog
          key={asking.kind}
          finding={{ id, ref }}
          kind={asking.kind}
          mayDecide={view.may.decide}
          open
          onOpenChange={(open) => (open ? undefined : setAsking(null))}
        />
      )}
    </>
  );
}

/** What was decided a moment ago, before the server has answered. */
function Saving({ kind }: { kind: Decision }) {
  return (
    <p role="status" className="flex items-center gap-2 text-13">
      <Spinner />
      {DECISION_WORD[kind]}: being saved
    </p>
  );
}

function Earlier({ exceptions }: { exceptions: readonly ExceptionRow[] }) {
  return (
    <details className="mt-3 text-13">
      <summary className="cursor-pointer text-soft">Earlier decisions ({exceptions.length})</summary>
      <ul className="mt-2 flex flex-col gap-2 border-t pt-2">
        {exceptions.map((exception) => (
          <li key={exception.id}>
            <p>
              {DECISION_WORD[exception.kind]}: {endWords(exception)}
            </p>
            <p className="text-12 text-faint [overflow-wrap:anywhere]">{exception.reason}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

export interface DecisionCardProps {
  view: FindingView;
  underWay: UnderWay | null;
}

/** What was decided about the finding, and what the person who looks can decide. */
export function DecisionCard({ view, underWay }: DecisionCardProps) {
  const [newest, ...rest] = view.exceptions;
  const live = newest !== undefined && (newest.state === 'requested' || newest.state === 'in_force') ? newest : null;
  const earlier = live === null ? view.exceptions : rest;
  const saving = live === null && underWay?.state === 'saving' ? underWay.wished.kind : null;
  const mayAsk = live === null && saving === null && view.may.request && view.finding.state !== 'fixed';
  if (live === null && saving === null && !mayAsk && earlier.length === 0) return null;
  return (
    <Card title="Decision">
      {live === null ? null : <Live exception={live} finding={view.finding.ref} />}
      {saving === null ? null : <Saving kind={saving} />}
      {mayAsk ? <Ask view={view} failed={underWay?.state === 'failed' ? underWay : null} /> : null}
      {earlier.length === 0 ? null : <Earlier exceptions={earlier} />}
    </Card>
  );
}
