'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/dropdown-menu.tsx';
import { readTheme, THEME_COOKIE, type Theme, writePreference } from './preferences.ts';

const OPTIONS = [
  { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
];

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  writePreference(THEME_COOKIE, theme);
}

export function ThemeMenu({ theme: initial }: { theme: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (value: string) => {
    const next = readTheme(value);
    setTheme(next);
    apply(next);
  };
  const Icon = theme === 'system' ? Monitor : theme === 'light' ? Sun : Moon;
  return (
    <Menu
      trigger={
        <IconButton label="Theme">
          <Icon aria-hidden />
        </IconButton>
      }
    >
      <MenuChoice label="Theme" value={theme} onValueChange={choose} options={OPTIONS} />
    </Menu>
  );
}
