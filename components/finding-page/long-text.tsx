'use client';

import { useState } from 'react';

const ENOUGH = 900;

/** What a scanner wrote, as text: line breaks kept, nothing interpreted, the rest of a long one on demand. */
export function LongText({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const letters = Array.from(text.trim());
  const isLong = letters.length > ENOUGH + 200;
  const shown = isLong && !all ? `${letters.slice(0, ENOUGH).join('')}…` : letters.join('');
  return (
    <div>
      <p className="whitespace-pre-wrap text-pretty text-14 [overflow-wrap:anywhere]">{shown}</p>
      {isLong ? (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="touch-target mt-1 rounded-[3px] text-12 text-accent hover:underline"
        >
          {all ? 'Show less' : 'Show all of it'}
        </button>
      ) : null}
    </div>
  );
}
