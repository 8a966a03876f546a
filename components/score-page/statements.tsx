'use client';

import { useQuery } from '@tanstack/react-query';
import { postureStatementsQuery } from '#components/queries/posture-statements.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { Snippet } from '#components/ui/snippet.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import type { PostureStatementListView } from '#lib/contracts/posture-statement.ts';
import { formatNumber } from '#lib/format.ts';
import { Section, Text } from './section.tsx';

type Items = PostureStatementListView['items'];

/** A file, which no router may fetch ahead: each download is in the audit log. */
function File({ href, name, week }: { href: string; name: string; week: string }) {
  return (
    <a href={href} download className="underline underline-offset-2" aria-label={`${name} of ${week}`}>
      {name}
    </a>
  );
}

function Weeks({ items }: { items: Items }) {
  return (
    <ScrollRegion label="Statements by week">
      <Table aria-label="Posture statements">
        <thead>
          <tr>
            <HeadCell>Week</HeadCell>
            <HeadCell numeric>Score</HeadCell>
            <HeadCell numeric>Not measured</HeadCell>
            <HeadCell numeric>Repositories</HeadCell>
            <HeadCell>Made</HeadCell>
            <HeadCell>Files</HeadCell>
          </tr>
        </thead>
        <tbody>
          {items.map(({ week, at, figures, statement_url, inputs_url }) => (
            <Row key={week}>
              <Cell className="whitespace-nowrap">{week}</Cell>
              <Cell numeric className="whitespace-nowrap">
                {figures.score === null ? 'not known' : `${formatNumber(figures.score, 1)} ${figures.grade ?? ''}`}
              </Cell>
              <Cell numeric>{formatNumber(figures.not_measured, 1)}</Cell>
              <Cell numeric className="whitespace-nowrap">
                {figures.measured} of {figures.repositories}
              </Cell>
              <Cell className="whitespace-nowrap text-soft">
                <RelativeTime at={at} ago />
              </Cell>
              <Cell className="whitespace-nowrap">
                <File href={statement_url} name="Statement" week={week} /> ·{' '}
                <File href={inputs_url} name="Inputs" week={week} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </ScrollRegion>
  );
}

const commandFor = (week: string): string =>
  `plumbline verify posture-${week}.ndjson --evidence posture-${week}.json --keys signing-keys.json`;

/** What was said of the organization's posture each week, and signed; how to prove it. */
export function Statements() {
  const query = useQuery(postureStatementsQuery());
  const items = query.data?.items;
  const [newest] = items ?? [];
  return (
    <Section id="statements" title="Stated each week">
      <Text>
        Each week the score, what it is measured by and what is open are stated and signed with the key of this
        installation, together with the inputs that they follow from. Nobody needs to trust this screen: the command
        below computes the score again from the inputs, without any network (keys:{' '}
        <a href="/api/v1/signing-keys" download="signing-keys.json" className="underline underline-offset-2">
          signing-keys.json
        </a>
        ).
      </Text>
      {items !== undefined ? null : query.error === null ? (
        <BlockSkeleton height={120} label="Loading the statements" />
      ) : (
        <LoadError title="The statements could not be read" query={query} />
      )}
      {newest === undefined ? null : (
        <>
          <Weeks items={items ?? []} />
          <Snippet code={commandFor(newest.week)} />
        </>
      )}
      {items?.length === 0 ? <Text>The first statement is made within an hour after the first report.</Text> : null}
    </Section>
  );
}
