'use client';

import dynamic from 'next/dynamic';

/** The grouped list as a separate chunk: most people look at single findings. */
export const GroupList = dynamic(() => import('./group-list.tsx').then((module) => module.GroupList));
