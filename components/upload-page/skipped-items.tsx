import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

/** Every item that could not be read: where, and why. Nothing is dropped in silence. */
export function SkippedItems({ upload }: { upload: UploadView }) {
  if (upload.skipped_count === 0) return null;
  const kept = upload.skipped.length;
  return (
    <section id="skipped" aria-labelledby="skipped-head">
      <h2 id="skipped-head" className="font-semibold text-14">
        {formatCount(upload.skipped_count, 'item')} skipped
      </h2>
      <p className="mb-2 text-13 text-soft">
        The rest of the report counts.
        {kept < upload.skipped_count ? ` The first ${formatNumber(kept)} are listed.` : ''}
      </p>
      <ScrollRegion label="Skipped items">
        <Table>
          <thead>
            <tr>
              <HeadCell>Position</HeadCell>
              <HeadCell>Reason</HeadCell>
            </tr>
          </thead>
          <tbody>
            {upload.skipped.map(({ position, reason }) => (
              <Row key={`${position} ${reason}`}>
                <Cell className="whitespace-nowrap align-top font-mono text-12">{position}</Cell>
                <Cell className="min-w-60 break-words">{reason}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </ScrollRegion>
    </section>
  );
}
