import { Tag } from '#components/ui/state-badge.tsx';
import type { OsvView } from '#lib/contracts/finding.ts';
import { formatDate, formatList } from '#lib/format.ts';

const faint = 'block text-12 text-faint';

/** What OSV says of a finding: that its package is malicious, and which version fixes it. Null where it says neither. */
export function osvFacts(of: OsvView | null): { name: string; value: React.ReactNode }[] {
  if (of === null) return [];
  const facts: { name: string; value: React.ReactNode }[] = [];
  if (of.malicious !== null) facts.push({ name: 'Package', value: <Malicious of={of.malicious} /> });
  const said = of.records.filter(({ fixes, withdrawn }) => fixes && !withdrawn);
  if (of.fixed_versions.length > 0) {
    const value = (
      <span>
        {formatList(of.fixed_versions)}
        <span className={faint}>
          {said.map(({ id, modified_at }) => `says OSV, ${id} of ${formatDate(modified_at)}`).join(' · ')}
        </span>
      </span>
    );
    facts.push({ name: 'Fixed in', value });
  }
  const withdrawn = of.records.filter((one) => one.withdrawn);
  if (withdrawn.length > 0) {
    const value = withdrawn.map(({ id, modified_at }) => `${id}, ${formatDate(modified_at)}`).join(' · ');
    facts.push({ name: 'Withdrawn', value: <span className="text-soft">{value}</span> });
  }
  return facts;
}

function Malicious({ of: { id, modified_at: at } }: { of: NonNullable<OsvView['malicious']> }) {
  return (
    <span className="block">
      <Tag urgent>malicious</Tag> {id}
      <span className={faint}>
        {at === null ? 'by a report; no record of OSV is loaded of it' : `says OSV, of ${formatDate(at)}`}
      </span>
    </span>
  );
}
