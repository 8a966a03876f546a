import { cva, type VariantProps } from 'class-variance-authority';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { Spinner } from './spinner.tsx';

export const buttonClass = cva(
  'touch-target inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-control font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent-fill text-on-accent hover:bg-accent-fill-hover',
        secondary: 'border border-line-strong bg-raised text-ink hover:bg-hover',
        ghost: 'text-soft hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink',
        danger: 'border border-failed bg-raised text-failed hover:bg-failed-soft',
      },
      size: {
        sm: 'h-7 px-2.5 text-12 [&_svg]:size-3.5',
        md: 'h-8 px-3 text-13 [&_svg]:size-4',
        lg: 'h-10 px-4 text-14 [&_svg]:size-4',
        icon: 'size-8 [&_svg]:size-4',
        'icon-sm': 'size-7 [&_svg]:size-3.5',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

type Look = VariantProps<typeof buttonClass>;

export interface ButtonProps extends ComponentProps<'button'>, Look {
  /** Work is under way: the button keeps its width, says so, and cannot be pressed again. */
  busy?: boolean;
}

export function Button({ variant, size, busy = false, className, disabled, children, type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      className={cn(buttonClass({ variant, size }), className)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  label: string;
  children: ReactNode;
}

/** A button whose only content is an icon; `label` is its name. */
export function IconButton({ label, size = 'icon', variant = 'ghost', ...rest }: IconButtonProps) {
  return <Button aria-label={label} size={size} variant={variant} {...rest} />;
}

export type LinkButtonProps = ComponentProps<typeof Link> & Look;

/** A link that looks like a button: it goes somewhere, it does nothing else. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <Link className={cn(buttonClass({ variant, size }), className)} {...rest} />;
}
