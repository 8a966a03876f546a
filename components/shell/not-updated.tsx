'use client';

import { History, RotateCw, TriangleAlert } from 'lucide-react';
import { type DataAge, useDataAge } from '#components/queries/data-age.ts';
import { isRefusal, reasonOf, statusOf } from '#components/queries/fetch.ts';
import { useSignInHref } from '#components/shared/use-sign-in-href.ts';
import { IconButton } from '#components/ui/button.tsx';
import { useNow } from '#components/ui/clock.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { formatClock } from '#lib/format.ts';

interface Words {
  title: string;
  detail: string;
}

function wordsOf({ since, error }: DataAge, now: number): Words {
  const time = since === null ? null : formatClock(since, now);
  if (error === null) return { title: `As of ${time}`, detail: 'This list is not updated by itself.' };
  const ended = statusOf(error) === 401;
  const what = time === null ? 'Some counts could not be loaded' : `Not updated since ${time}`;
  if (ended) return { title: 'Your session has ended', detail: `${what}.` };
  return { title: isRefusal(error) ? what : `${what}, trying again`, detail: reasonOf(error) };
}

/** Within the top bar: says when what the screen shows is older than it seems, why, and what to do. */
export function NotUpdated() {
  const now = useNow();
  const { age, refresh } = useDataAge(now);
  const signIn = useSignInHref();
  const words = age === null ? null : wordsOf(age, now);
  const Icon = age?.error == null ? History : TriangleAlert;
  return (
    // Always there, so that its words are read aloud when they come.
    <div role="status" className="flex min-w-0 items-center gap-2" {...(words === null ? {} : { 'data-note': '' })}>
      {words === null ? null : (
        <>
          <Icon
            aria-hidden
            className={age?.error == null ? 'size-4 shrink-0 text-faint' : 'size-4 shrink-0 text-failed'}
          />
          <p className="min-w-0 text-12" title={words.detail}>
            <span className="line-clamp-2 font-medium lg:line-clamp-1">{words.title}</span>
            <span className="block truncate text-soft max-lg:sr-only">{words.detail}</span>
          </p>
          {statusOf(age?.error) === 401 ? (
            <LinkButton size="sm" href={signIn}>
              Sign in
            </LinkButton>
          ) : (
            <IconButton label="Update now" size="icon" onClick={refresh}>
              <RotateCw aria-hidden />
            </IconButton>
          )}
        </>
      )}
    </div>
  );
}
