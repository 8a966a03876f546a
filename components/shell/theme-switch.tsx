'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { THEME_COOKIE, type Theme } from '#lib/contracts/theme.ts';
import { writePreference } from './preferences.ts';

const WORD: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

/** Goes round: as the system, light, dark. */
export function ThemeSwitch({ theme: initial }: { theme: Theme }) {
  const [theme, setTheme] = useState(initial);
  const next = NEXT[theme];
  const turn = () => {
    setTheme(next);
    document.documentElement.dataset.theme = next;
    writePreference(THEME_COOKIE, next);
  };
  const words = `Theme: ${WORD[theme]}. Change to ${WORD[next]}`;
  return (
    <IconButton label={words} title={words} onClick={turn}>
      {theme === 'system' ? <Monitor aria-hidden /> : theme === 'light' ? <Sun aria-hidden /> : <Moon aria-hidden />}
    </IconButton>
  );
}
