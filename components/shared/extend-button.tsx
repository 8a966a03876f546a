'use client';

import dynamic from 'next/dynamic';
import { DialogButton } from './dialog-button.tsx';
import type { ExtendDialogProps } from './extend-dialog.tsx';

const ExtendDialog = dynamic(() => import('./extend-dialog.tsx').then((loaded) => loaded.ExtendDialog), { ssr: false });

/** Asks for another end. */
export function ExtendButton(props: Pick<ExtendDialogProps, 'kind' | 'was' | 'description' | 'extend'>) {
  return <DialogButton words="Change its end…">{(opened) => <ExtendDialog {...props} {...opened} />}</DialogButton>;
}
