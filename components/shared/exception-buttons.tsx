'use client';

import {
  approveException,
  extendException,
  refuseException,
  withdrawException,
} from '#components/queries/exceptions.ts';
import { Button } from '#components/ui/button.tsx';
import type { ExceptionRow } from '#lib/contracts/exception.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { actorWords, DECISION_ASK } from './exception-words.ts';
import { ExtendButton } from './extend-button.tsx';

export interface ExceptionButtonsProps {
  exception: ExceptionRow;
  /** `acme/web#412` */
  finding: string;
}

function Approve({ exception, finding }: ExceptionButtonsProps) {
  return (
    <ConfirmButton
      trigger={
        <Button variant="primary" size="sm">
          Approve…
        </Button>
      }
      title={exception.kind === 'accepted' ? 'Accept this risk?' : 'Mark it as a false positive?'}
      description={`${actorWords(exception.requested_by)} asked to ${DECISION_ASK[exception.kind]} of ${finding}.`}
      keep="Not now"
      confirm="Approve"
      act={async () => {
        await approveException(exception.id, { note: null });
        return { title: 'Approved', description: `The decision about ${finding} is in force.` };
      }}
    >
      <p className="whitespace-pre-line break-words text-13">{exception.reason}</p>
    </ConfirmButton>
  );
}

function Refuse({ exception, finding }: ExceptionButtonsProps) {
  return (
    <ConfirmButton
      trigger={<Button size="sm">Refuse…</Button>}
      title="Refuse this request?"
      description={`${finding} stays what its reports say it is.`}
      keep="Not now"
      confirm="Refuse"
      act={async () => {
        await refuseException(exception.id, { note: null });
        return { title: 'Refused' };
      }}
    />
  );
}

function Withdraw({ exception, finding }: ExceptionButtonsProps) {
  const waits = exception.state === 'requested';
  return (
    <ConfirmButton
      trigger={<Button size="sm">{waits ? 'Take back…' : 'End it…'}</Button>}
      title={waits ? 'Take the request back?' : 'End this exception now?'}
      description={
        waits
          ? 'Nobody needs to decide then.'
          : `${finding} is open again if a report still holds it, and counts in full.`
      }
      keep={waits ? 'Keep it' : 'Keep it in force'}
      confirm={waits ? 'Take it back' : 'End it'}
      act={async () => {
        await withdrawException(exception.id);
        return { title: waits ? 'Taken back' : 'Ended' };
      }}
    />
  );
}

function Extend({ exception }: ExceptionButtonsProps) {
  return (
    <ExtendButton
      kind={exception.kind}
      was={exception.expires_at}
      description="Reason and conditions stay as they are."
      extend={(extension) => extendException(exception.id, extension)}
    />
  );
}

/** What the person who looks may do to an exception. */
export function ExceptionButtons(props: ExceptionButtonsProps) {
  const { may } = props.exception;
  return (
    <div className="flex flex-wrap gap-2">
      {may.approve ? <Approve {...props} /> : null}
      {may.refuse ? <Refuse {...props} /> : null}
      {may.extend ? <Extend {...props} /> : null}
      {may.withdraw ? <Withdraw {...props} /> : null}
    </div>
  );
}
