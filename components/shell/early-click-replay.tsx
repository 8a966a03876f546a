'use client';

import { useEffect } from 'react';
import { replayEarlyClick } from './early-click.ts';

/** Stands once on every page, and shows nothing: its effect runs when the page begins to listen. */
export function EarlyClickReplay() {
  useEffect(replayEarlyClick, []);
  return null;
}
