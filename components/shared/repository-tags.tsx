import { Tag } from '#components/ui/state-badge.tsx';
import type { RepositoryRow } from '#lib/contracts/repository.ts';

/** Only what differs from the usual is said. */
export function RepositoryTags({ row }: { row: RepositoryRow }) {
  const words = [
    row.demo ? 'demo' : null,
    row.criticality === 'normal' ? null : `${row.criticality} importance`,
    row.exposure === 'internal' ? null : row.exposure,
    row.archived ? 'archived' : null,
    row.kind === 'system' ? 'system' : null,
  ].filter((word) => word !== null);
  return words.map((word) => <Tag key={word}>{word}</Tag>);
}
