'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ExceptionButtons } from '#components/shared/exception-buttons.tsx';
import { actorWords, DECISION_ASK, DECISION_WORD, endWords } from '#components/shared/exception-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { ExternalLink } from '#components/ui/text-link.tsx';
import type { ExceptionRow } from '#lib/contracts/exception.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';

// Only who decides needs it.
const DecideDialog = dynamic(() => import('#components/shared/decide-dialog.tsx').then((one) => one.DecideDialog), {
  ssr: false,
});

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

function Ask({ view }: { view: FindingView }) {
  const [kind, setKind] = useState<Decision | null>(null);
  const [open, setOpen] = useState(false);
  const ask = (next: Decision) => {
    setKind(next);
    setOpen(true);
  };
  const { id, ref } = view.finding;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" aria-haspopup="dialog" onClick={() => ask('accepted')}>
          Accept risk…
        </Button>
        <Button size="sm" aria-haspopup="dialog" onClick={() => ask('false_positive')}>
          False positive…
        </Button>
      </div>
      {kind === null ? null : (
        <DecideDialog
          key={kind}
          finding={{ id, ref }}
          kind={kind}
          mayDecide={view.may.decide}
          open={open}
          onOpenChange={setOpen}
        />
      )}
    </>
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

/** What was decided about the finding, and what the person who looks can decide. */
export function DecisionCard({ view }: { view: FindingView }) {
  const [newest, ...rest] = view.exceptions;
  const live = newest !== undefined && (newest.state === 'requested' || newest.state === 'in_force') ? newest : null;
  const earlier = live === null ? view.exceptions : rest;
  const mayAsk = live === null && view.may.request && view.finding.state !== 'fixed';
  if (live === null && !mayAsk && earlier.length === 0) return null;
  return (
    <Card title="Decision">
      {live === null ? null : <Live exception={live} finding={view.finding.ref} />}
      {mayAsk ? <Ask view={view} /> : null}
      {earlier.length === 0 ? null : <Earlier exceptions={earlier} />}
    </Card>
  );
}
