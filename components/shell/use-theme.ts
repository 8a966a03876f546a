'use client';

import { useState } from 'react';
import { writePreference } from '#components/ui/write-preference.ts';
import { THEME_COOKIE, type Theme } from '#lib/contracts/theme.ts';

/** The theme of this browser, and a function that changes it at once and for later visits. */
export function useTheme(initial: Theme): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(initial);
  const change = (next: Theme) => {
    setTheme(next);
    document.documentElement.dataset.theme = next;
    writePreference(THEME_COOKIE, next);
  };
  return [theme, change];
}
