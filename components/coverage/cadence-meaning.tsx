import type { CadenceFilters } from '#components/queries/cadence.ts';
import { CADENCE_DEFINITION, CADENCE_MEANING, CADENCE_STATES } from '#lib/domain/stream/cadence.ts';
import { CADENCE_DAY_MEANING, CADENCE_DAY_STATES, CADENCE_DAYS_DEFINITION } from '#lib/domain/stream/cadence-days.ts';
import { CadenceMark } from './cadence-mark.tsx';
import { CADENCE_DAY_WORD, CADENCE_WORD } from './cadence-words.ts';
import { DayMark } from './day-strips.tsx';
import { StateList } from './state-list.tsx';

function MeaningOfDays() {
  return (
    <>
      <p className="mt-2 max-w-[75ch] text-soft">{CADENCE_DAYS_DEFINITION}</p>
      <StateList
        states={CADENCE_DAY_STATES}
        mark={(state) => <DayMark state={state} />}
        word={CADENCE_DAY_WORD}
        meaning={CADENCE_DAY_MEANING}
      />
    </>
  );
}

/** The definition of what the table draws. */
export function CadenceMeaning({ by = 'now' }: Partial<Pick<CadenceFilters, 'by'>>) {
  return (
    <details className="mb-6 text-13">
      <summary className="w-fit cursor-pointer text-accent">What is usual, and what the states mean</summary>
      {by === 'day' ? <MeaningOfDays /> : null}
      <p className="mt-2 max-w-[75ch] text-soft">{CADENCE_DEFINITION}</p>
      <StateList
        states={CADENCE_STATES}
        mark={(state) => <CadenceMark state={state} />}
        word={CADENCE_WORD}
        meaning={CADENCE_MEANING}
      />
    </details>
  );
}
