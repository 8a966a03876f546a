import { ExactTime } from '#components/ui/relative-time.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import type { UploadDetail } from '#lib/contracts/upload.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { rulesWords, type Section, sectionWords, strippedWords } from './section-words.ts';

type Inventory = NonNullable<UploadDetail['parts'][number]['inventory']>;

function Rows({ sections }: { sections: readonly Section[] }) {
  return (
    <ScrollRegion label="Sections of the inventory">
      <Table>
        <thead>
          <tr>
            <HeadCell>Section</HeadCell>
            <HeadCell numeric>Rows</HeadCell>
            <HeadCell>Read</HeadCell>
          </tr>
        </thead>
        <tbody>
          {sections.map((section) => (
            <Row key={section.name}>
              <Cell className="whitespace-nowrap align-top font-mono text-12">{section.name}</Cell>
              <Cell numeric>{section.status === 'ok' ? formatNumber(section.rows) : '–'}</Cell>
              <Cell className="min-w-48 break-words">{sectionWords(section)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </ScrollRegion>
  );
}

function Sections({ inventory }: { inventory: Inventory }) {
  const { sections, strange, collected_at } = inventory;
  // Those that say least of what they should come first.
  const order = { failed: 0, ok: 1, absent: 2 } as const;
  const sorted = sections.toSorted((a, b) => order[a.status] - order[b.status]);
  const stripped = strippedWords(inventory);
  return (
    <section id="sections" aria-labelledby="sections-head" className="min-w-0">
      <h2 id="sections-head" className="font-semibold text-14">
        What the inventory holds
      </h2>
      <p className="mb-2 text-13 text-soft">
        Collected <ExactTime at={collected_at} />. {rulesWords(inventory.rules)}
      </p>
      {stripped === null ? null : (
        <p className="mb-2 text-13 [overflow-wrap:anywhere]" role="note">
          {stripped}
        </p>
      )}
      {strange.length === 0 ? null : (
        <p className="mb-2 text-13 text-soft [overflow-wrap:anywhere]">
          {formatCount(strange.length, 'section')} that nobody here reads: {strange.join(', ')}
        </p>
      )}
      <Rows sections={sorted} />
    </section>
  );
}

/** Of an inventory: its sections, those that are not known first, and what became of the rules. */
export function UploadSections({ upload }: { upload: UploadDetail }) {
  return upload.parts.map(({ stream, inventory }) =>
    inventory === null ? null : <Sections key={stream} inventory={inventory} />,
  );
}
