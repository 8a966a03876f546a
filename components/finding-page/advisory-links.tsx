import { Code } from '#components/ui/code-block.tsx';
import { ExternalLink } from '#components/ui/text-link.tsx';
import { advisoryUrl } from '#lib/domain/advisory/advisory-url.ts';

/** All names of the advisory, each leading to where it is published, where that is known. */
export function AdvisoryLinks({ names }: { names: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {names.map((name) => {
        const href = advisoryUrl(name);
        return href === null ? (
          <Code key={name} className="break-all">
            {name}
          </Code>
        ) : (
          <ExternalLink key={name} href={href}>
            {name}
          </ExternalLink>
        );
      })}
    </span>
  );
}
