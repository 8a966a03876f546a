'use client';

import dynamic from 'next/dynamic';

/** The finding's screen as a separate chunk: its route also serves repositories, which are opened more often. */
export const LazyFindingScreen = dynamic(() => import('./finding-screen.tsx').then((module) => module.FindingScreen));
