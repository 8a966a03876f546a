'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { pathPeopleQuery } from '#components/queries/privilege-paths.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PathView } from '#lib/contracts/path.ts';
import { formatCount } from '#lib/format.ts';
import { Seen } from './parts.tsx';

/** Everybody who goes it, with when each was last seen: who was not for long would lose nothing by a cut. */
export function PathPeople({ view }: { view: PathView }) {
  const reach = view.alone.count > 0 ? 'alone' : 'helped';
  const query = useInfiniteQuery(pathPeopleQuery(useScope(), view.id, reach));
  if (query.data === undefined) {
    if (query.error === null) return <BlockSkeleton height={120} label="Loading who goes it" />;
    return <LoadError title="Who goes it could not be read" query={query} />;
  }
  const people = query.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <Table aria-label="Who goes it">
        <thead>
          <tr>
            <HeadCell>Who</HeadCell>
            <HeadCell numeric>Last active</HeadCell>
          </tr>
        </thead>
        <tbody>
          {people.map(({ key, name, principal, last_active }) => (
            <Row key={key}>
              <Cell className="[overflow-wrap:anywhere]">
                {principal === null ? (
                  name
                ) : (
                  <TextLink href={`/privileges/principals/${encodeURIComponent(principal)}`}>{name}</TextLink>
                )}
              </Cell>
              <Cell numeric>
                <Seen at={last_active} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {query.hasNextPage ? (
        <Button size="sm" onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
          {`Show more of ${formatCount(view[reach].count, 'principal')}`}
        </Button>
      ) : null}
    </>
  );
}
