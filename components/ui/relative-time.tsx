'use client';

import { formatAge, formatAgeLong, formatDate, formatExact, type Instant } from '#lib/format.ts';
import { useHydrated, useNow } from './clock.tsx';
import { cn } from './cn.ts';

export interface RelativeTimeProps {
  at: Instant;
  className?: string;
}

/** `9 d`; on hover the exact time in the viewer's zone; read aloud as "9 days ago". */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const now = useNow();
  const hydrated = useHydrated();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>–</span>;
  return (
    // The zone is known only in the browser, so the exact time comes after hydration.
    <time
      dateTime={date.toISOString()}
      title={hydrated ? formatExact(date) : undefined}
      className={cn('whitespace-nowrap', className)}
    >
      <span aria-hidden>{formatAge(date, now)}</span>
      <span className="sr-only">{formatAgeLong(date, now)}</span>
    </time>
  );
}

/** The exact time in the viewer's zone (in UTC until the zone is known). */
export function ExactTime({ at, className }: RelativeTimeProps) {
  const hydrated = useHydrated();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>–</span>;
  return (
    <time dateTime={date.toISOString()} className={className}>
      {hydrated ? formatExact(date) : formatExact(date, 'UTC')}
    </time>
  );
}

/** `16 Nov 2026`: the day on which something happens, in the viewer's zone (in UTC until the zone is known). */
export function CalendarDay({ at, className }: RelativeTimeProps) {
  const hydrated = useHydrated();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>–</span>;
  return (
    <time
      dateTime={date.toISOString()}
      title={hydrated ? formatExact(date) : undefined}
      className={cn('whitespace-nowrap', className)}
    >
      {hydrated ? formatDate(date, null) : formatDate(date)}
    </time>
  );
}
