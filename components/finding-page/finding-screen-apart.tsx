'use client';

import dynamic from 'next/dynamic';

/** Its code apart: one route serves repositories and their findings, and most who come see a repository. */
export const FindingScreenApart = dynamic(() => import('./finding-screen.tsx').then((module) => module.FindingScreen));
