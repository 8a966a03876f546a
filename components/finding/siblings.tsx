import { findingHref } from '#components/findings/columns.tsx';
import { Place } from '#components/findings/place.tsx';
import { findingSearch } from '#components/queries/findings.ts';
import { Card } from '#components/ui/card.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';

const SHOWN = 6;

function othersAddress(finding: FindingRow): string {
  const same = finding.package === null ? { rule: finding.rule } : { package: finding.package };
  return `/findings?${findingSearch({ repo: [finding.repo], ...same })}`;
}

/** Other open findings of the same rule or package in this repository. */
export function Siblings({ finding, siblings }: { finding: FindingRow; siblings: readonly FindingRow[] }) {
  if (siblings.length === 0) return null;
  const same = finding.package === null ? 'the same rule' : 'the same package';
  return (
    <Card title={`Others of ${same}`} note={`in ${finding.repo}, open`}>
      <ul className="flex flex-col gap-2.5">
        {siblings.slice(0, SHOWN).map((row) => (
          <li key={row.id} className="min-w-0 text-13">
            <span className="flex min-w-0 items-center gap-2">
              <SeverityMark severity={row.severity} compact />
              <TextLink quiet href={findingHref(row)} prefetch={false} className="min-w-0 truncate" title={row.title}>
                {row.title}
              </TextLink>
            </span>
            <span className="block pl-5 text-faint">
              <Place row={row} />
            </span>
          </li>
        ))}
      </ul>
      <TextLink href={othersAddress(finding)} prefetch={false} className="mt-3 inline-block text-13">
        Show all of {same}
      </TextLink>
    </Card>
  );
}
