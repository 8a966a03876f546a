'use client';

import dynamic from 'next/dynamic';
import type { ComponentProps } from 'react';

const Buttons = dynamic(() => import('#components/shared/provider-buttons.tsx').then((file) => file.ProviderButtons));

/** Buttons of sign-in providers: where there are none, their code is not loaded. */
export function LazyProviderButtons(props: ComponentProps<typeof Buttons>) {
  return props.providers.length === 0 ? null : <Buttons {...props} />;
}
