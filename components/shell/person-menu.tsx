import { LogOut } from 'lucide-react';
import { buttonClass } from '#components/ui/button-class.ts';
import { cn } from '#components/ui/cn.ts';

export interface Person {
  name: string;
  email: string | null;
}

/** Where signing out is posted to, with the fields the endpoint wants (its CSRF token). */
export interface SignOut {
  action: string;
  fields: Readonly<Record<string, string>>;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
}

/** The platform's own popover: it closes on Escape and on a click elsewhere, and costs no code. */
export function PersonMenu({ person, signOut }: { person: Person; signOut: SignOut }) {
  return (
    <>
      <button
        type="button"
        popoverTarget="person-menu"
        className="touch-target grid size-7 place-items-center rounded-full border border-line-strong bg-sunken font-medium text-12 text-soft transition-colors hover:bg-hover"
      >
        <span aria-hidden>{initials(person.name)}</span>
        <span className="sr-only">Account of {person.name}</span>
      </button>
      <div
        id="person-menu"
        popover="auto"
        className="fixed inset-auto top-[calc(var(--top-bar)-4px)] right-3 m-0 w-60 rounded-card bg-raised p-1 text-ink shadow-layer sm:right-6"
      >
        <p className="border-b px-2.5 pt-1.5 pb-2">
          <span className="block truncate font-medium text-13">{person.name}</span>
          {person.email === null ? null : <span className="block truncate text-12 text-faint">{person.email}</span>}
        </p>
        <form method="post" action={signOut.action} className="pt-1">
          {Object.entries(signOut.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button
            type="submit"
            className={cn(
              buttonClass({ variant: 'ghost' }),
              'w-full justify-start px-2.5 text-ink pointer-coarse:h-11',
            )}
          >
            <LogOut aria-hidden />
            Sign out
          </button>
        </form>
      </div>
    </>
  );
}
