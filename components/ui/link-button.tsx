import { type ButtonLook, buttonClass } from './button-class.ts';
import { cn } from './cn.ts';
import { Link, type LinkProps } from './link.tsx';

export type LinkButtonProps = LinkProps & ButtonLook;

/** A link that looks like a button: it goes somewhere, it does nothing else. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <Link className={cn(buttonClass({ variant, size }), className)} {...rest} />;
}
