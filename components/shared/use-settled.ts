'use client';

import { useEffect, useState } from 'react';

/** A value once it has stayed the same for a while: what is typed is asked for when the typing stops. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
