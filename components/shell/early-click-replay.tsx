'use client';

import { useEffect } from 'react';

/** Stands once on every page, and shows nothing: its effect runs when the page begins to listen. */
export function EarlyClickReplay() {
  useEffect(() => window.replayEarlyClick?.(), []);
  return null;
}
