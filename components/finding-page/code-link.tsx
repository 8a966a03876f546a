import { ExternalLink } from '#components/ui/text-link.tsx';

/** Leads to the lines at the code host. */
export function CodeLink({ href }: { href: string | null }) {
  if (href === null || !URL.canParse(href)) return null;
  return (
    <span className="shrink-0 whitespace-nowrap text-12">
      <ExternalLink href={href}>{`Open at ${new URL(href).host}`}</ExternalLink>
    </span>
  );
}
