import { Link } from '#components/ui/link.tsx';
import { withScope } from '#lib/contracts/scope-address.ts';
import { formatScope } from '#lib/domain/access/chosen-scope.ts';

/** So many stand in a row; the others are said by a number. */
const SHOWN = 3;

/** Labels of a repository. Each chooses itself as the scope: that holds on all screens, and the frame says so. */
export function Labels({ labels }: { labels: readonly string[] }) {
  const rest = labels.slice(SHOWN);
  return (
    <>
      {labels.slice(0, SHOWN).map((label) => (
        <Link
          key={label}
          href={withScope('/repositories', formatScope({ kind: 'label', name: label }))}
          title={`Show only what has the label ${label}`}
          className="touch-target inline-block max-w-full truncate rounded-full border border-line-strong px-2 text-12 text-soft transition-colors hover:border-accent hover:text-accent"
        >
          {label}
        </Link>
      ))}
      {rest.length === 0 ? null : (
        <span className="text-12 text-faint" title={rest.join(', ')}>
          +{rest.length}
        </span>
      )}
    </>
  );
}
