'use client';

import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { Button, IconButton } from './button.tsx';
import { cn } from './cn.ts';
import type { ToastMessage } from './toast-message.ts';

function ToastItem({ message, onGone }: { message: ToastMessage; onGone: () => void }) {
  const failed = message.tone === 'failed';
  const duration = message.duration ?? (failed ? Number.POSITIVE_INFINITY : message.action ? 10_000 : 6_000);
  return (
    <Radix.Root
      duration={duration}
      type={failed ? 'foreground' : 'background'}
      onOpenChange={(open) => {
        if (!open) onGone();
      }}
      className={cn(
        'flex animate-slide-up items-start gap-3 rounded-card bg-raised py-2.5 pr-2 pl-3.5 shadow-layer data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)',
        failed && 'border-failed border-l-2',
      )}
    >
      <div className="min-w-0 flex-1 py-0.5">
        <Radix.Title className="font-medium text-13">{message.title}</Radix.Title>
        {message.description === undefined ? null : (
          <Radix.Description className="mt-0.5 break-words text-13 text-soft">{message.description}</Radix.Description>
        )}
      </div>
      {message.action === undefined ? null : (
        <Radix.Action asChild altText={message.action.label}>
          <Button size="sm" onClick={message.action.run}>
            {message.action.label}
          </Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton label="Close this message" size="icon-sm">
          <X aria-hidden />
        </IconButton>
      </Radix.Close>
    </Radix.Root>
  );
}

export interface ToastLayerProps {
  messages: readonly { id: string; message: ToastMessage }[];
  onGone: (id: string) => void;
}

export default function ToastLayer({ messages, onGone }: ToastLayerProps) {
  return (
    <Radix.Provider swipeDirection="right">
      {messages.map(({ id, message }) => (
        <ToastItem key={id} message={message} onGone={() => onGone(id)} />
      ))}
      <Radix.Viewport className="fixed right-0 bottom-0 z-[60] flex w-full flex-col gap-2 p-4 outline-none sm:w-[400px]" />
    </Radix.Provider>
  );
}
