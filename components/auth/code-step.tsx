'use client';

import dynamic from 'next/dynamic';
import type { ComponentProps } from 'react';

const CodeForm = dynamic(() => import('./code-form.tsx').then((file) => file.CodeForm));

/** Second step of signing in. Its code is loaded where it is shown, not with the first step, which has the same address. */
export function CodeStep(props: ComponentProps<typeof CodeForm>) {
  return <CodeForm {...props} />;
}
