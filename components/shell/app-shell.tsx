'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { useNavigate } from '#components/ui/scope.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import { writePreference } from '#components/ui/write-preference.ts';
import type { Theme } from '#lib/contracts/theme.ts';
import { navFor } from './nav.ts';
import type { FrameControls, FrameRights } from './palette-commands.tsx';
import type { Person } from './person-menu.tsx';
import { SIDEBAR_COOKIE } from './preferences.ts';
import { type NavCounts, Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useTheme } from './use-theme.ts';

// Rarely opened, so their code is loaded on demand.
const FramePalette = dynamic(() => import('./frame-palette.tsx'), { ssr: false });
const MenuSheet = dynamic(() => import('./menu-sheet.tsx'), { ssr: false });
const HelpDialog = dynamic(() => import('./help-dialog.tsx'), { ssr: false });
const RemoveDemo = dynamic(() => import('./remove-demo.tsx'), { ssr: false });

export interface AppShellProps {
  /** A control that chooses the scope. */
  scope: ReactNode;
  /** Within the top bar: how old what is shown is. */
  age: ReactNode;
  theme: Theme;
  collapsed: boolean;
  person: Person;
  rights: FrameRights;
  counts: NavCounts;
  /** Above everything: the demo organization says that it is one. */
  banner: ReactNode;
  children: ReactNode;
}

type Layer = 'menu' | 'palette' | 'help' | 'remove-demo' | null;

function useFrameKeys(rights: FrameRights, open: (layer: Layer) => void): void {
  const router = useNavigate();
  useShortcuts('Everywhere', [
    { keys: 'mod+k', label: 'Go to, or search', run: () => open('palette') },
    { keys: '?', label: 'This help', run: () => open('help') },
    ...navFor(rights)
      .flat()
      .map(({ href, label, key }) => ({
        keys: `g ${key}`,
        label: `Go to ${label}`,
        run: () => router.push(href),
      })),
  ]);
}

function useSidebar(initial: boolean): [boolean, () => void] {
  const [collapsed, setCollapsed] = useState(initial);
  const toggle = () => {
    setCollapsed(!collapsed);
    writePreference(SIDEBAR_COOKIE, collapsed ? 'open' : 'collapsed');
  };
  return [collapsed, toggle];
}

interface LayersProps {
  layer: Layer;
  setLayer: (layer: Layer) => void;
  counts: NavCounts;
  controls: FrameControls;
}

/** What lies above the screen: at most one at a time. */
function Layers({ layer, setLayer, counts, controls }: LayersProps) {
  if (layer === null) return null;
  const open = { open: true, onOpenChange: (still: boolean) => setLayer(still ? layer : null) };
  switch (layer) {
    case 'menu':
      return <MenuSheet {...open} nav={navFor(controls.rights)} counts={counts} />;
    case 'palette':
      return <FramePalette {...open} controls={controls} />;
    case 'help':
      return <HelpDialog {...open} />;
    case 'remove-demo':
      return <RemoveDemo onOpenChange={open.onOpenChange} />;
  }
}

/** The frame around every screen. It fetches nothing: what it shows comes in. */
export function AppShell(props: AppShellProps) {
  const { scope, age, person, rights, counts, banner, children } = props;
  const [collapsed, toggleSidebar] = useSidebar(props.collapsed);
  const [theme, setTheme] = useTheme(props.theme);
  const [layer, setLayer] = useState<Layer>(null);
  useFrameKeys(rights, setLayer);
  const controls: FrameControls = {
    ...{ theme, setTheme, collapsed, toggleSidebar, rights },
    openHelp: () => setLayer('help'),
    openRemoveDemo: () => setLayer('remove-demo'),
  };
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-ink px-3 py-2 text-13 text-ground focus-visible:translate-y-0"
      >
        Skip to the content
      </a>
      <Sidebar nav={navFor(rights)} collapsed={collapsed} onToggle={toggleSidebar} counts={counts} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          {...{ scope, age, theme, setTheme, person }}
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
      <Layers layer={layer} setLayer={setLayer} counts={counts} controls={controls} />
    </div>
  );
}
