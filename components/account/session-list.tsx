'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSessions, sessionsQuery } from '#components/queries/people.ts';
import { Button } from '#components/ui/button.tsx';
import { CalendarDay, ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { SessionListView, SessionRow } from '#lib/contracts/user.ts';

function LastUse({ session }: { session: SessionRow }) {
  const { last_used_at: at, network } = session;
  if (at === null) return null;
  return (
    <span>
      Last used <RelativeTime at={at} />
      {network === null ? null : ` from ${network}`}.
    </span>
  );
}

/** How: "with GitHub". */
function methodText({ method, provider }: SessionRow): string {
  switch (method) {
    case 'password':
      return 'with a password';
    case 'app_code':
      return 'with a password and a code';
    case 'recovery_code':
      return 'with a recovery code';
    case 'provider':
      return `with ${provider ?? 'a provider'}`;
  }
}

function Row({ session, busy, onEnd }: { session: SessionRow; busy: boolean; onEnd: () => void }) {
  return (
    <li className="flex min-h-11 items-center justify-between gap-3 border-t first:border-t-0">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 py-2">
        <span>{session.device ?? 'Unknown browser'}</span>
        {session.current ? <Tag>this browser</Tag> : null}
        <span className="flex w-full flex-wrap gap-x-1.5 text-12 text-faint">
          <LastUse session={session} />
          <span>
            Signed in {methodText(session)} on <ExactTime at={session.created_at} />, ends on{' '}
            <CalendarDay at={session.expires_at} />.
          </span>
        </span>
      </span>
      {session.current ? null : (
        <Button size="sm" variant="ghost" busy={busy} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}

/** Where the person is signed in; each but this one can be ended. */
export function SessionList({ initial }: { initial: SessionListView }) {
  const client = useQueryClient();
  const { data } = useQuery({ ...sessionsQuery(), initialData: initial });
  const end = useMutation({
    mutationFn: (id: string | undefined) => endSessions(id),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery().queryKey }),
  });
  const others = data.items.filter(({ current }) => !current).length;
  return (
    <div className="text-13">
      <ul>
        {data.items.map((session) => (
          <Row
            key={session.id}
            session={session}
            busy={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
      {end.error === null ? null : (
        <p role="alert" className="mt-2 text-failed">
          {end.error.message}
        </p>
      )}
      {others < 2 ? null : (
        <Button
          className="mt-2"
          busy={end.isPending && end.variables === undefined}
          onClick={() => end.mutate(undefined)}
        >
          End the {others} others
        </Button>
      )}
    </div>
  );
}
