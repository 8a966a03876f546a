import type { ReactNode } from 'react';
import { cn } from './cn.ts';

// Safari does not let the keyboard scroll a region that cannot take the focus.
const reachable = { tabIndex: 0 } as const;

/**
 * Scrolls wide content horizontally, by touch, wheel and keyboard. Words for screen readers are placed absolutely: they scroll with it
 * only where it is what they are placed in; else they widen the page.
 */
export function ScrollRegion({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section
      {...reachable}
      aria-label={label}
      className={cn('relative overflow-x-auto focus-visible:-outline-offset-2', className)}
    >
      {children}
    </section>
  );
}
