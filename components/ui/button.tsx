import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonClass } from './button-class.ts';
import { cn } from './cn.ts';
import { Spinner } from './spinner.tsx';

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** While true, the button keeps its width, shows a spinner and cannot be pressed. */
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
