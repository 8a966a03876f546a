import { CADENCE_DEFINITION, CADENCE_MEANING, CADENCE_STATES } from '#lib/domain/stream/cadence.ts';
import { CadenceMark } from './cadence-mark.tsx';
import { CADENCE_WORD } from './cadence-words.ts';
import { StateList } from './state-list.tsx';

/** The definition of what the table draws. */
export function CadenceMeaning() {
  return (
    <details className="mb-6 text-13">
      <summary className="w-fit cursor-pointer text-accent">What is usual, and what the states mean</summary>
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
