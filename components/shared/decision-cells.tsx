import type { ReactNode } from 'react';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import type { ExceptionView } from '#lib/contracts/exception-list.ts';
import { actorWords } from './exception-words.ts';

/** What exceptions and rules of exceptions say alike of who decided, and until when. */
type Decision = Pick<ExceptionView, 'requested_by' | 'decided_by' | 'ended_at' | 'expires_at'> & { state: string };

/** @param waiting what is said below the name of who asked, until somebody decides */
export function DecidedBy({ decision, waiting }: { decision: Decision; waiting: ReactNode }) {
  const { requested_by: asked, decided_by: decided, state } = decision;
  return (
    <span className="block">
      {actorWords(asked)}
      <span className="block text-12 text-faint">
        {decided === null ? waiting : decidedWords(state, actorWords(asked), actorWords(decided))}
      </span>
    </span>
  );
}

function decidedWords(state: string, asked: string, decided: string): string {
  if (state === 'refused') return `refused by ${decided}`;
  return decided === asked ? 'decided alone' : `approved by ${decided}`;
}

export function DecidedUntil({ decision }: { decision: Decision }) {
  const at = decision.ended_at ?? decision.expires_at;
  return at === null ? <span className="text-faint">no end</span> : <CalendarDay at={at} />;
}
