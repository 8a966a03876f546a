import { Place } from '#components/shared/place.tsx';
import { Card } from '#components/ui/card.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { formatCount } from '#lib/format.ts';

const SHOWN = 6;

export interface SiblingsProps {
  finding: FindingRow;
  action: ActionRow | null;
  siblings: readonly FindingRow[];
}

/** Other open findings that the same fix closes. */
export function Siblings({ finding, action, siblings }: SiblingsProps) {
  if (siblings.length === 0) return null;
  return (
    <Card title={finding.state === 'open' ? 'Closed by the same fix' : 'Still open, with the same fix'}>
      <ul className="flex flex-col gap-2.5">
        {siblings.slice(0, SHOWN).map((row) => (
          <li key={row.id} className="min-w-0 text-13">
            <span className="flex min-w-0 items-center gap-2">
              <SeverityMark severity={row.severity} compact />
              <TextLink quiet href={row.url} className="min-w-0 truncate" title={row.title}>
                {row.title}
              </TextLink>
            </span>
            <Place row={row} className="pl-5 text-faint" />
          </li>
        ))}
      </ul>
      {action === null || action.open <= SHOWN ? null : (
        <TextLink href={action.findings_url} className="mt-3 inline-block text-13">
          Show all {formatCount(action.open, 'finding')}
        </TextLink>
      )}
    </Card>
  );
}
