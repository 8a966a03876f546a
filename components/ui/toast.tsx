'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

import type { ToastMessage } from './toast-message.ts';

// Loaded with the first message; it then stays mounted, because screen readers announce changes of a live region only.
const ToastLayer = dynamic(() => import('./toast-layer.tsx'), { ssr: false });

interface Toasts {
  toast: (message: ToastMessage) => void;
}

const Context = createContext<Toasts | null>(null);
const LIMIT = 3;

export function useToast(): Toasts {
  const toasts = useContext(Context);
  if (toasts === null) throw new Error('useToast needs ToastProvider above it');
  return toasts;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly { id: string; message: ToastMessage }[]>([]);
  const [used, setUsed] = useState(false);
  const toast = useCallback((message: ToastMessage) => {
    const id = `${Date.now()}-${Math.random()}`;
    setUsed(true);
    setMessages((shown) => {
      const others = shown.filter((one) => message.id === undefined || one.message.id !== message.id);
      return [...others, { id, message }].slice(-LIMIT);
    });
  }, []);
  const gone = useCallback((id: string) => setMessages((shown) => shown.filter((other) => other.id !== id)), []);
  const value = useMemo(() => ({ toast }), [toast]);
  return (
    <Context value={value}>
      {children}
      {used ? <ToastLayer messages={messages} onGone={gone} /> : null}
    </Context>
  );
}
