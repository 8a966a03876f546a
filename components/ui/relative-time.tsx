'use client';

import type { ReactNode } from 'react';
import { formatAge, formatAgeLong, formatDate, formatExact, type Instant } from '#lib/format.ts';
import { useHydrated, useNow } from './clock.tsx';
import { cn } from './cn.ts';

export interface RelativeTimeProps {
  at: Instant;
  className?: string;
}

interface InstantElementProps extends RelativeTimeProps {
  /** Whether hovering shows the exact time. */
  hint: boolean;
  /** `zone` is known only in the browser: false until then. */
  children: (date: Date, zone: boolean) => ReactNode;
}

function InstantElement({ at, className, hint, children }: InstantElementProps) {
  const zone = useHydrated();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>–</span>;
  return (
    <time dateTime={date.toISOString()} title={hint && zone ? formatExact(date) : undefined} className={className}>
      {children(date, zone)}
    </time>
  );
}

/** `9 d`, in a sentence (`ago`) `9 d ago`; on hover the exact time in the viewer's zone; read aloud as "9 days ago". */
export function RelativeTime({ at, className, ago = false }: RelativeTimeProps & { ago?: boolean }) {
  const now = useNow();
  const words = (age: string): string => (ago ? (age === 'now' ? 'just now' : `${age} ago`) : age);
  return (
    <InstantElement
      at={at}
      hint
      className={className === undefined ? 'whitespace-nowrap' : cn('whitespace-nowrap', className)}
    >
      {(date) => (
        <>
          <span aria-hidden>{words(formatAge(date, now))}</span>
          <span className="sr-only">{formatAgeLong(date, now)}</span>
        </>
      )}
    </InstantElement>
  );
}

/** The exact time in the viewer's zone (in UTC until the zone is known). */
export function ExactTime({ at, className }: RelativeTimeProps) {
  return (
    <InstantElement at={at} hint={false} {...(className === undefined ? {} : { className })}>
      {(date, zone) => (zone ? formatExact(date) : formatExact(date, 'UTC'))}
    </InstantElement>
  );
}

/** `16 Nov 2026`: the day on which something happens, in the viewer's zone (in UTC until the zone is known). */
export function CalendarDay({ at, className }: RelativeTimeProps) {
  return (
    <InstantElement at={at} hint className={cn('whitespace-nowrap', className)}>
      {(date, zone) => (zone ? formatDate(date, null) : formatDate(date))}
    </InstantElement>
  );
}
