import { cn } from './cn.ts';
import { Link, type LinkProps } from './link.tsx';
import { LINK_CLASS } from './link-class.ts';

/** As many links have no classes of their own, theirs are joined once. */
const LOOK = { plain: LINK_CLASS, quiet: cn(LINK_CLASS, 'text-ink hover:text-accent') };

/** A link in running text or in a table's first cell. `quiet`: coloured only when pointed at. */
export function TextLink({ className, quiet = false, ...rest }: LinkProps & { quiet?: boolean }) {
  const look = quiet ? LOOK.quiet : LOOK.plain;
  return <Link className={className === undefined ? look : cn(look, className)} {...rest} />;
}

/**
 * Leaves the product. The address comes from reports, so only http and https become links; anything else stays text. `inText`:
 * among other words, where colour alone would not tell it from them.
 */
export function ExternalLink({ href, children, inText }: { href: string; children?: string; inText?: boolean }) {
  const safe = /^https?:\/\//i.test(href);
  if (!safe) return <span className="break-all">{children ?? href}</span>;
  return (
    <a
      href={href}
      rel="noopener noreferrer nofollow"
      target="_blank"
      className={cn('break-all text-accent underline-offset-2 hover:underline', inText && 'underline')}
    >
      {children ?? href}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
