'use client';

import { type FormEvent, type KeyboardEvent, type ReactNode, useId } from 'react';
import { reasonOf } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import type { DialogProps } from '#components/ui/dialog-props.ts';
import { isApple } from '#components/ui/is-apple.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { useWhenReady } from './use-when-ready.ts';

export interface FormDialogProps extends Omit<DialogProps, 'trigger' | 'footer' | 'children'> {
  /** What the button that only closes says, or another button in its place. */
  keep: ReactNode;
  /** What the button that acts says. */
  send: ReactNode;
  busy?: boolean;
  /** False: there is nothing to send yet. */
  ready?: boolean;
  /** What makes it ready is on its way: to send is taken as said, and done when it has come. */
  comes?: boolean;
  onSend: () => void;
  /** Why it was refused: said above the fields, unless one of `fields` says it. */
  error?: unknown;
  fields?: readonly string[];
  children: ReactNode;
}

/** Ctrl or ⌘ with Enter sends a form from any of its fields, also from one in which Enter begins a line. */
function sendOnKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

function Problem({ error, fields }: { error: unknown; fields: readonly string[] }) {
  if (error === null || error === undefined || fields.some((name) => errorAt(error, name) !== null)) return null;
  return (
    <p role="alert" className="text-13 text-failed [overflow-wrap:anywhere]">
      {reasonOf(error)}
    </p>
  );
}

/** A dialog that asks for something and sends it: the frame of all dialogs with one form. */
export function FormDialog(props: FormDialogProps) {
  const {
    keep,
    send,
    busy = false,
    ready = true,
    comes = false,
    onSend,
    error,
    fields = [],
    children,
    ...dialog
  } = props;
  const form = useId();
  const sending = useWhenReady(ready && !busy, comes, onSend);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) sending.ask();
  };
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          {typeof keep === 'string' ? (
            <DialogClose>
              <Button>{keep}</Button>
            </DialogClose>
          ) : (
            keep
          )}
          <Button variant="primary" type="submit" form={form} busy={busy || sending.waits} disabled={!ready}>
            {send}
            <Kbd className="ml-1 border-current bg-transparent text-inherit">{isApple() ? '⌘' : 'Ctrl'} ↵</Kbd>
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} onKeyDown={sendOnKeys} method="post" className="flex flex-col gap-4">
        <Problem error={error} fields={fields} />
        {children}
      </form>
    </Dialog>
  );
}
