import { AtSign } from 'lucide-react';
import { TextLink } from '#components/ui/text-link.tsx';

/** In every browser of a person, while an address is asked for: whoever did not ask for it finds out. */
export function WishNotice({ address }: { address: string }) {
  return (
    <aside
      aria-label="Another e-mail address"
      className="flex min-h-10 items-center gap-x-3 border-b bg-sunken px-4 py-1.5 text-13 sm:px-6"
    >
      <AtSign aria-hidden className="size-4 shrink-0 text-faint max-sm:hidden" />
      <p className="min-w-0 flex-1 text-soft [overflow-wrap:anywhere]">
        You asked for the address <span className="font-medium text-ink">{address}</span>; an administrator confirms it.
        Was it not you? Withdraw it under{' '}
        <TextLink href="/account" className="underline">
          Your account
        </TextLink>{' '}
        and change your password.
      </p>
    </aside>
  );
}
