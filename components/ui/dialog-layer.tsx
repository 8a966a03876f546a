'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { IconButton } from './button.tsx';
import { cn } from './cn.ts';
import { Closing } from './dialog-close.tsx';
import type { DialogProps, SheetProps } from './dialog-props.ts';
import { useReturnFocus } from './use-return-focus.ts';

const WIDTH = { sm: 'sm:max-w-[420px]', md: 'sm:max-w-[560px]', lg: 'sm:max-w-[760px]' } as const;

function Root({ open, onOpenChange, children }: Pick<DialogProps, 'open' | 'onOpenChange' | 'children'>) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Closing value={() => onOpenChange(false)}>
        <Radix.Portal>
          <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
          {children}
        </Radix.Portal>
      </Closing>
    </Radix.Root>
  );
}

function Head({ title, description }: Pick<DialogProps, 'title' | 'description'>) {
  return (
    <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
      <div className="min-w-0">
        <Radix.Title className="font-semibold text-16">{title}</Radix.Title>
        {description === undefined ? null : (
          <Radix.Description className="mt-0.5 text-13 text-soft">{description}</Radix.Description>
        )}
      </div>
      <Radix.Close asChild>
        <IconButton label="Close" className="-mr-2 -mt-0.5">
          <X aria-hidden />
        </IconButton>
      </Radix.Close>
    </header>
  );
}

/**
 * Where the keyboard is first: the first field, else the button that leaves everything as it is. On a touch screen no
 * field, which would bring the keyboard up over the dialog.
 */
function firstOf(layer: EventTarget | null): HTMLElement | null {
  if (!(layer instanceof HTMLElement)) return null;
  const field = layer.querySelector<HTMLElement>('input:enabled:not([type=hidden]), select:enabled, textarea:enabled');
  if (field === null) return layer.querySelector<HTMLElement>('footer button:enabled');
  return window.matchMedia('(pointer: coarse)').matches ? layer : field;
}

export function DialogLayer({
  title,
  description,
  children,
  footer,
  size = 'md',
  onClosed,
  ...root
}: Omit<DialogProps, 'trigger'>) {
  const focus = useReturnFocus(onClosed);
  const openAt = (event: Event) => {
    focus.onOpenAutoFocus();
    const first = firstOf(event.currentTarget);
    if (first === null) return;
    event.preventDefault();
    first.focus();
  };
  return (
    <Root {...root}>
      <Radix.Content
        {...focus}
        onOpenAutoFocus={openAt}
        {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        className={cn(
          'fixed inset-x-3 top-[max(12px,10dvh)] z-50 mx-auto flex max-h-[80dvh] animate-pop-in flex-col rounded-card bg-raised shadow-layer focus:outline-none',
          WIDTH[size],
        )}
      >
        <Head title={title} description={description} />
        <div className="-mt-1 min-h-0 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
        {footer === undefined ? null : (
          <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>
        )}
      </Radix.Content>
    </Root>
  );
}

export function SheetLayer({
  side = 'right',
  bare = false,
  title,
  description,
  children,
  footer,
  ...root
}: Omit<SheetProps, 'trigger'>) {
  const focus = useReturnFocus();
  return (
    <Root {...root}>
      <Radix.Content
        {...focus}
        {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        className={cn(
          'fixed inset-y-0 z-50 flex w-[min(480px,calc(100vw-40px))] flex-col bg-raised shadow-layer focus:outline-none',
          side === 'right' ? 'right-0 animate-slide-right' : 'left-0 w-[264px] animate-slide-left',
        )}
      >
        {bare ? (
          <Radix.Title className="sr-only">{title}</Radix.Title>
        ) : (
          <Head title={title} description={description} />
        )}
        <div className={cn('min-h-0 flex-1 overflow-y-auto', bare ? '' : 'px-5 pb-5')}>{children}</div>
        {footer === undefined ? null : (
          <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>
        )}
      </Radix.Content>
    </Root>
  );
}
