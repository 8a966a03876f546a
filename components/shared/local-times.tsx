'use client';

import { useHydrated, useNow } from '#components/ui/clock.tsx';
import { formatClock } from '#lib/format.ts';

const STATED = /(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/;

/** A sentence of the server, with the time in it as the viewer's clock shows it; everything around it is in that zone. */
export function LocalTimes({ text }: { text: string }) {
  const now = useNow();
  const found = STATED.exec(text);
  // The server does not know the zone.
  if (!useHydrated() || found === null) return text;
  return text.replace(STATED, formatClock(`${found[1]}T${found[2]}:00Z`, now));
}
