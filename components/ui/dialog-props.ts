import type { ReactNode } from 'react';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What opens it, when that stands beside it. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the bottom, the one that acts last. Wrap the one that only closes in `<DialogClose>`. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** Where the focus goes once it is closed; by default to where it was. */
  onClosed?: (() => void) | undefined;
}

export interface SheetProps extends Omit<DialogProps, 'size' | 'onClosed'> {
  side?: 'left' | 'right';
  /** Without the head the title is only spoken. */
  bare?: boolean;
}
