'use client';

import {
  approveException,
  extendException,
  refuseException,
  withdrawException,
} from '#components/queries/exceptions.ts';
import type { ExceptionRow } from '#lib/contracts/exception.ts';
import { ApproveButton, RefuseButton, WithdrawButton } from './decision-buttons.tsx';
import { actorWords, DECISION_ASK } from './exception-words.ts';
import { ExtendButton } from './extend-button.tsx';

export interface ExceptionButtonsProps {
  exception: ExceptionRow;
  /** `acme/web#412` */
  finding: string;
}

function Approve({ exception, finding }: ExceptionButtonsProps) {
  return (
    <ApproveButton
      title={exception.kind === 'accepted' ? 'Accept this risk?' : 'Mark it as a false positive?'}
      description={`${actorWords(exception.requested_by)} asked to ${DECISION_ASK[exception.kind]} of ${finding}.`}
      act={async () => {
        await approveException(exception.id, { note: null });
        return { title: 'Approved', description: `The decision about ${finding} is in force.` };
      }}
    >
      <p className="whitespace-pre-line break-words text-13">{exception.reason}</p>
    </ApproveButton>
  );
}

function Withdraw({ exception, finding }: ExceptionButtonsProps) {
  return (
    <WithdrawButton
      waits={exception.state === 'requested'}
      ending={{
        ...{ title: 'End this exception now?', keep: 'Keep it in force', done: 'Ended' },
        description: `${finding} is open again if a report still holds it, and counts in full.`,
      }}
      withdraw={() => withdrawException(exception.id)}
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
  const { exception, finding } = props;
  const { may } = exception;
  return (
    <div className="flex flex-wrap gap-2">
      {may.approve ? <Approve {...props} /> : null}
      {may.refuse ? (
        <RefuseButton
          description={`${finding} stays what its reports say it is.`}
          refuse={() => refuseException(exception.id, { note: null })}
        />
      ) : null}
      {may.extend ? <Extend {...props} /> : null}
      {may.withdraw ? <Withdraw {...props} /> : null}
    </div>
  );
}
