'use client';

import { useEffect, useState } from 'react';

/**
 * An act that may be asked for before it can be done: what was asked for while that was on its way is done when it has
 * come, and forgotten when it does not come.
 */
export function useWhenReady(ready: boolean, comes: boolean, act: () => void): { ask: () => void; waits: boolean } {
  const [waits, setWaits] = useState(false);
  // Asked anew with each drawing: what is acted on is what was drawn last.
  useEffect(() => {
    if (!waits || (comes && !ready)) return;
    setWaits(false);
    if (ready) act();
  });
  return { ask: () => setWaits(true), waits };
}
