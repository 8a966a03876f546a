import {
  BookOpen,
  CircleHelp,
  Eye,
  Flame,
  FlaskConical,
  KeyRound,
  LogOut,
  Moon,
  PanelLeft,
  Pause,
  Sun,
  SunMoon,
  TimerOff,
  UserCheck,
  UserRound,
} from 'lucide-react';
import type { DemoView } from '#lib/contracts/demo.ts';
import type { Theme } from '#lib/contracts/theme.ts';
import { type NavRights, navFor } from './nav.ts';
import type { PaletteItem } from './palette-item.ts';
import { SIGN_OUT_FORM } from './person-menu.tsx';

/** What the palette can do to the frame around it. */
export interface FrameControls {
  theme: Theme;
  setTheme: (theme: Theme) => void;
  collapsed: boolean;
  toggleSidebar: () => void;
  openHelp: () => void;
  rights: FrameRights;
  openRemoveDemo: () => void;
}

export interface FrameRights extends NavRights {
  changeDemo: boolean;
  createToken: boolean;
}

function screens(rights: FrameRights): PaletteItem[] {
  return navFor(rights)
    .flat()
    .map(({ href, label, hint, icon: Icon }) => {
      return { id: `screen:${href}`, group: 'Screens', label, hint, icon: <Icon aria-hidden />, target: { href } };
    });
}

const THEMES: readonly { theme: Theme; label: string; icon: PaletteItem['icon'] }[] = [
  { theme: 'light', label: 'Switch to the light theme', icon: <Sun aria-hidden /> },
  { theme: 'dark', label: 'Switch to the dark theme', icon: <Moon aria-hidden /> },
  { theme: 'system', label: 'Switch to the theme of the system', icon: <SunMoon aria-hidden /> },
];

const LISTS: readonly PaletteItem[] = [
  ['Critical findings', '/findings?severity=critical', <Flame aria-hidden key="icon" />],
  ['Findings that you watch', '/findings?watched=me', <Eye aria-hidden key="icon" />],
  ['Fixes that you watch', '/queue?watched=me', <Eye aria-hidden key="icon" />],
  ['Access reviews', '/privileges/reviews', <UserCheck aria-hidden key="icon" />],
  ['Rights that wait for you to decide', '/privileges/reviews?mine=true', <UserCheck aria-hidden key="icon" />],
  ['Rights to be taken away', '/privileges/reviews/revocations', <UserCheck aria-hidden key="icon" />],
  ['Held reports', '/ingest?state=held', <Pause aria-hidden key="icon" />],
  ['Rejected reports', '/ingest?state=rejected', <TimerOff aria-hidden key="icon" />],
].map(([label, href, icon]) => ({
  id: `list:${href}`,
  group: 'Lists',
  label: String(label),
  icon,
  target: { href: String(href) },
}));

export interface DemoControls {
  /** Undefined until it is known. */
  state: DemoView['state'] | undefined;
  load: () => void;
}

function demoCommands({ openRemoveDemo }: FrameControls, demo: DemoControls): PaletteItem[] {
  const icon = <FlaskConical aria-hidden />;
  switch (demo.state) {
    case 'none':
      return [{ id: 'demo', group: 'Do', label: 'Load the demo', icon, target: { run: demo.load } }];
    case 'loaded':
      return [{ id: 'demo', group: 'Do', label: 'Remove the demo', icon, target: { run: openRemoveDemo } }];
    case 'loading':
    case 'removing':
    case undefined:
      return [];
  }
}

function signOut(): void {
  const form = document.getElementById(SIGN_OUT_FORM);
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

/** Everything that the palette offers before anything is searched. */
export function paletteCommands(frame: FrameControls, demo: DemoControls): PaletteItem[] {
  const { theme, setTheme, rights } = frame;
  const doing = (
    id: string,
    label: string,
    icon: PaletteItem['icon'],
    target: PaletteItem['target'],
    hint?: string,
  ) => ({
    ...{ id, group: 'Do', label, icon, target },
    ...(hint === undefined ? {} : { hint }),
  });
  return [
    ...screens(rights),
    ...LISTS,
    ...(rights.createToken
      ? [
          doing(
            'token',
            'Create a token',
            <KeyRound aria-hidden />,
            { href: '/integrations?create=token' },
            'for CI, or for programs',
          ),
        ]
      : []),
    ...THEMES.filter((one) => one.theme !== theme).map((one) =>
      doing(`theme:${one.theme}`, one.label, one.icon, { run: () => setTheme(one.theme) }),
    ),
    doing('sidebar', frame.collapsed ? 'Widen the sidebar' : 'Narrow the sidebar', <PanelLeft aria-hidden />, {
      run: frame.toggleSidebar,
    }),
    ...demoCommands(frame, demo),
    doing('help', 'Keyboard help', <CircleHelp aria-hidden />, { run: frame.openHelp }, '?'),
    doing('account', 'Your account', <UserRound aria-hidden />, { href: '/account' }, 'name, password, sessions'),
    doing('reference', 'API reference', <BookOpen aria-hidden />, { href: '/docs/api' }),
    doing('sign-out', 'Sign out', <LogOut aria-hidden />, { run: signOut }),
  ];
}
