import type { ReactNode } from 'react';

/** Shapes with their words and what they mean. */
export function StateList<State extends string>(props: {
  states: readonly State[];
  mark: (state: State) => ReactNode;
  word: Readonly<Record<State, string>>;
  meaning: Readonly<Record<State, string>>;
}) {
  const { states, mark, word, meaning } = props;
  return (
    <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
      {states.map((state) => (
        <div key={state} className="contents">
          <dt className="flex items-center gap-1.5">
            {mark(state)}
            {word[state]}
          </dt>
          <dd className="text-soft">{meaning[state]}</dd>
        </div>
      ))}
    </dl>
  );
}
