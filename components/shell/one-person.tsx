'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useState } from 'react';
import { showPerson } from '#components/queries/shown-person.ts';

const OtherPerson = dynamic(() => import('./other-person.tsx'), { ssr: false });

export interface OnePersonProps {
  /** Number of the person whom everything within was loaded for. */
  id: number | null;
  organization: string;
  children: ReactNode;
}

/** Takes everything away once the browser shows another organization or person: what was loaded must not mix with it. */
export function OnePerson({ id, organization, children }: OnePersonProps) {
  const [other, setOther] = useState(false);
  useEffect(() => showPerson(id, () => setOther(true)), [id]);
  return other ? <OtherPerson organization={organization} /> : children;
}
