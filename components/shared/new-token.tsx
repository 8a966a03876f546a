import { KeyRound } from 'lucide-react';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import type { CreatedToken } from '#lib/contracts/token.ts';
import { ShownOnce } from './shown-once.tsx';

/** The one time that a token is shown. */
export function NewToken({ created }: { created: CreatedToken }) {
  const { token, item } = created;
  return (
    <ShownOnce what="token" icon={KeyRound} title={`Copy “${item.name}” now: it is not shown again`} text={token}>
      Only its hash is stored. Put it into the secret store of your CI as PLUMBLINE_TOKEN, never into a file.
      {item.expires_at === null ? (
        ' It never ends.'
      ) : (
        <>
          {' '}
          It ends on <CalendarDay at={item.expires_at} />.
        </>
      )}
    </ShownOnce>
  );
}
