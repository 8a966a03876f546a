'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import type { Theme } from '#lib/contracts/theme.ts';

const WORD: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

/** Goes round: as the system, light, dark. */
export function ThemeSwitch({ theme, onChange }: { theme: Theme; onChange: (theme: Theme) => void }) {
  const next = NEXT[theme];
  const words = `Theme: ${WORD[theme]}. Change to ${WORD[next]}`;
  return (
    <IconButton label={words} title={words} onClick={() => onChange(next)}>
      {theme === 'system' ? <Monitor aria-hidden /> : theme === 'light' ? <Sun aria-hidden /> : <Moon aria-hidden />}
    </IconButton>
  );
}
