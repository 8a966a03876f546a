'use client';

import { Slot } from 'radix-ui';
import { createContext, type ReactNode, useContext } from 'react';

/** Closes the layer that the part stands in. */
export const Closing = createContext<() => void>(() => undefined);

/** Closes the dialog or sheet that it stands in. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Slot.Root onClick={useContext(Closing)}>{children}</Slot.Root>;
}
