import type { ReactNode } from 'react';

/** One line of the palette. */
export interface PaletteItem {
  id: string;
  group: string;
  label: string;
  /** Small words behind the label. */
  hint?: string;
  icon?: ReactNode;
  /** Goes there, or does something. */
  target: { href: string } | { run: () => void };
}
