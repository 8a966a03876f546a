'use client';

import { LogOut } from 'lucide-react';
import { useRef } from 'react';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/dropdown-menu.tsx';

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

export function PersonMenu({ person, signOut }: { person: Person; signOut: SignOut }) {
  // The form stands outside the menu, which is gone from the page by the time the browser submits.
  const form = useRef<HTMLFormElement>(null);
  return (
    <>
      <form ref={form} method="post" action={signOut.action} className="hidden">
        {Object.entries(signOut.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </form>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`Account of ${person.name}`}
            className="touch-target grid size-7 place-items-center rounded-full border border-line-strong bg-sunken font-medium text-12 text-soft transition-colors hover:bg-hover"
          >
            {initials(person.name)}
          </button>
        }
      >
        <MenuLabel>
          <span className="block truncate font-medium text-13 text-ink">{person.name}</span>
          {person.email === null ? null : <span className="block truncate">{person.email}</span>}
        </MenuLabel>
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => form.current?.requestSubmit()}>
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}
