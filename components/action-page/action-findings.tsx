import { Due } from '#components/shared/due.tsx';
import { Place } from '#components/shared/place.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionView } from '#lib/contracts/action-view.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { formatNumber } from '#lib/format.ts';

function Row({ row }: { row: FindingRow }) {
  return (
    <li className="grid grid-cols-[12px_minmax(0,1fr)_auto] items-start gap-x-3 border-t py-2.5 text-13 first:border-t-0">
      <span className="flex h-[18px] items-center">
        <SeverityMark severity={row.severity} compact />
      </span>
      <span className="min-w-0">
        <TextLink quiet href={row.url} className="font-medium [overflow-wrap:anywhere]">
          {row.title}
        </TextLink>
        <span className="mt-0.5 block text-soft">
          <Place row={row} />
        </span>
      </span>
      <span className="text-right text-12">
        <span className="block text-faint">#{row.number}</span>
        <Due at={row.due_at} overdue={row.overdue} spelledOut none="" />
      </span>
    </li>
  );
}

/** Its first findings, and the way to all of them. */
export function ActionFindings({ action }: { action: ActionView }) {
  const { findings, open } = action;
  if (findings.length === 0) return null;
  const all = findings.length === open;
  return (
    <section aria-labelledby="findings" className="min-w-0">
      <header className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="findings" className="font-semibold text-14">
          Findings that this closes{' '}
          <span className="ml-1 font-normal text-13 text-soft">
            {all ? formatNumber(open) : `${formatNumber(findings.length)} of ${formatNumber(open)}, most severe first`}
          </span>
        </h2>
        <TextLink href={action.findings_url} className="text-13">
          {all ? 'Open as a list' : `All ${formatNumber(open)}`}
        </TextLink>
      </header>
      <ul>
        {findings.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}
