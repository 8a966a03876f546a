import { cn } from './cn.ts';
import { Link, type LinkProps } from './link.tsx';

/** A link in running text or in a table's first cell. `quiet`: coloured only when pointed at. */
export function TextLink({ className, quiet = false, ...rest }: LinkProps & { quiet?: boolean }) {
  return (
    <Link
      className={cn(
        'rounded-[3px] underline-offset-2 hover:underline',
        quiet ? 'text-ink hover:text-accent' : 'text-accent',
        className,
      )}
      {...rest}
    />
  );
}

/** Leaves the product. The address comes from reports, so only http and https become links; anything else stays text. */
export function ExternalLink({ href, children }: { href: string; children?: string }) {
  const safe = /^https?:\/\//i.test(href);
  if (!safe) return <span className="break-all">{children ?? href}</span>;
  return (
    <a
      href={href}
      rel="noopener noreferrer nofollow"
      target="_blank"
      className="break-all text-accent underline-offset-2 hover:underline"
    >
      {children ?? href}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
