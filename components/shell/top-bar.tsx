'use client';

import { CircleHelp, Menu as MenuIcon, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { useHydrated } from '#components/ui/clock.tsx';
import { isApple } from '#components/ui/is-apple.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import type { Theme } from '#lib/contracts/theme.ts';
import { type Person, PersonMenu } from './person-menu.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export interface TopBarProps {
  /** A control that chooses the scope. */
  scope: ReactNode;
  /** Says when what is shown is old; on a narrow screen it takes the place of the scope. */
  age: ReactNode;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  person: Person;
  onMenu: () => void;
  onPalette: () => void;
  onHelp: () => void;
}

export function TopBar({ scope, age, theme, setTheme, person, onMenu, onPalette, onHelp }: TopBarProps) {
  // The server does not know which keyboard there is.
  const apple = useHydrated() && isApple();
  return (
    <header className="sticky top-0 z-20 flex h-(--top-bar) items-center gap-1.5 border-b bg-ground px-3 sm:px-6">
      <IconButton label="Open the menu" className="-ml-1 md:hidden" onClick={onMenu}>
        <MenuIcon aria-hidden />
      </IconButton>
      <div className="group flex min-w-0 flex-1 items-center gap-4">
        <div className="flex min-w-0 max-lg:group-has-data-note:hidden">{scope}</div>
        {age}
      </div>
      <button
        type="button"
        onClick={onPalette}
        aria-keyshortcuts="Control+K Meta+K"
        className="mr-1 flex h-8 w-56 items-center gap-2 rounded-control border border-line-strong bg-raised px-2.5 text-13 text-faint transition-colors hover:bg-hover max-sm:hidden"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="flex-1 text-left">Go to, or search</span>
        <span aria-hidden>
          <Kbd>{apple ? '⌘K' : 'Ctrl K'}</Kbd>
        </span>
      </button>
      <IconButton label="Go to, or search" className="sm:hidden" onClick={onPalette}>
        <Search aria-hidden />
      </IconButton>
      <IconButton label="Keyboard help" className="pointer-coarse:hidden" onClick={onHelp}>
        <CircleHelp aria-hidden />
      </IconButton>
      <ThemeSwitch theme={theme} onChange={setTheme} />
      <span className="ml-1 flex">
        <PersonMenu person={person} />
      </span>
    </header>
  );
}
