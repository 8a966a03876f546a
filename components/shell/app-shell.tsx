'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import type { Theme } from '#lib/contracts/theme.ts';
import type { PaletteItem, PaletteSearch } from './command-palette.tsx';
import { NAV } from './nav.ts';
import type { Person, SignOut } from './person-menu.tsx';
import { SIDEBAR_COOKIE, writePreference } from './preferences.ts';
import { type NavCounts, Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';

// Rarely opened, so their code is loaded on demand.
const CommandPalette = dynamic(() => import('./command-palette.tsx'), { ssr: false });
const MenuSheet = dynamic(() => import('./menu-sheet.tsx'), { ssr: false });
const HelpDialog = dynamic(() => import('./help-dialog.tsx'), { ssr: false });

export interface AppShellProps {
  /** Organization name, or a control that chooses the scope. */
  scope: ReactNode;
  /** Within the top bar: how old what is shown is. */
  age?: ReactNode;
  theme: Theme;
  collapsed: boolean;
  person: Person | null;
  signOut: SignOut | null;
  counts?: NavCounts;
  /** Above everything: the demo organization says that it is one. */
  banner?: ReactNode;
  /** More entries for the palette, beside the screens. */
  commands?: readonly PaletteItem[];
  search?: PaletteSearch;
  children: ReactNode;
}

function useScreens(): PaletteItem[] {
  return useMemo(
    () =>
      NAV.flat().map(({ href, label, hint, icon: Icon }) => ({
        id: `screen:${href}`,
        group: 'Screens',
        label,
        hint,
        icon: <Icon aria-hidden />,
        target: { href },
      })),
    [],
  );
}

type Layer = 'menu' | 'palette' | 'help' | null;

function useFrameKeys(open: (layer: Layer) => void): void {
  const router = useRouter();
  useShortcuts('Everywhere', [
    { keys: 'mod+k', label: 'Search and commands', run: () => open('palette') },
    { keys: '?', label: 'This help', run: () => open('help') },
    ...NAV.flat().map(({ href, label, key }) => ({
      keys: `g ${key}`,
      label: `Go to ${label}`,
      run: () => router.push(href),
    })),
  ]);
}

/** The frame around every screen. It fetches nothing: what it shows comes in. */
export function AppShell(props: AppShellProps) {
  const { scope, age, theme, person, signOut, counts = {}, banner, commands = [], search, children } = props;
  const [collapsed, setCollapsed] = useState(props.collapsed);
  const [layer, setLayer] = useState<Layer>(null);
  const screens = useScreens();
  useFrameKeys(setLayer);
  const layerProps = (name: Layer) => ({
    open: layer === name,
    onOpenChange: (open: boolean) => setLayer(open ? name : null),
  });
  const toggle = () => {
    setCollapsed(!collapsed);
    writePreference(SIDEBAR_COOKIE, collapsed ? 'open' : 'collapsed');
  };
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-ink px-3 py-2 text-13 text-ground focus-visible:translate-y-0"
      >
        Skip to the content
      </a>
      <Sidebar collapsed={collapsed} onToggle={toggle} counts={counts} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          scope={scope}
          age={age}
          theme={theme}
          person={person}
          signOut={signOut}
          onMenu={() => setLayer('menu')}
          onPalette={() => setLayer('palette')}
          onHelp={() => setLayer('help')}
        />
        {banner}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1360px] flex-1 px-4 pt-5 pb-20 outline-none sm:px-6 sm:pt-6"
        >
          {children}
        </main>
      </div>
      {layer === 'menu' ? <MenuSheet {...layerProps('menu')} counts={counts} /> : null}
      {layer === 'palette' ? (
        <CommandPalette
          {...layerProps('palette')}
          items={[...screens, ...commands]}
          {...(search === undefined ? {} : { search })}
        />
      ) : null}
      {layer === 'help' ? <HelpDialog {...layerProps('help')} /> : null}
    </div>
  );
}
