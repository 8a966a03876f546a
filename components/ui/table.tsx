import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/*
 * Plain table parts for small, static tables; `data-table.tsx` is for lists of findings and repositories.
 */

export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return <table className={cn('w-full border-collapse text-13', className)} {...rest} />;
}

export interface CellProps {
  /** Numbers stand at the right. */
  numeric?: boolean;
}

export function HeadCell({ numeric = false, className, ...rest }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        'h-9 whitespace-nowrap px-2 font-medium text-12 text-faint shadow-[inset_0_-1px_0_var(--n-6)]',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
      {...rest}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('border-b transition-colors last:border-b-0 hover:bg-side', className)} {...rest} />;
}

export function Cell({ numeric = false, className, ...rest }: ComponentProps<'td'> & CellProps) {
  return (
    <td className={cn('h-(--row) px-2 py-1', numeric ? 'text-right tabular-nums' : 'text-left', className)} {...rest} />
  );
}
