import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        'inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-[4px] border border-line-strong bg-side px-1 font-sans text-12 text-soft leading-none pointer-coarse:hidden',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
