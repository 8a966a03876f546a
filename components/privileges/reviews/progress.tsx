'use client';

import type { ReactNode } from 'react';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import { VERIFICATIONS } from '#lib/domain/access-review/review.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { paceWords, VERIFICATION_WORD } from './words.ts';

type Figures = NonNullable<ReviewDetail['figures']>;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-1 font-semibold text-14">{title}</h2>
      {children}
    </section>
  );
}

const None = ({ children }: { children: ReactNode }) => <p className="text-13 text-faint">{children}</p>;

function Waiting({ id, waiting }: { id: number; waiting: Figures['waiting'] }) {
  if (waiting.length === 0) return <None>For nobody: everything is decided.</None>;
  return (
    <ul className="border-t">
      {waiting.map(({ kind, id: whom, name, rights }) => (
        <li key={`${kind} ${whom}`} className="flex justify-between gap-3 border-b py-2 text-13">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {name}
            {kind === 'team' ? <span className="text-faint"> (team)</span> : null}
          </span>
          <TextLink
            quiet
            href={`/privileges/reviews/${id}?decision=none&${kind === 'team' ? 'team' : 'reviewer'}=${whom}`}
            className="shrink-0"
          >
            {formatCount(rights, 'right')}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

function Verification({ review, figures }: { review: ReviewDetail; figures: Figures }) {
  if (review.revoked + review.changed === 0) return <None>Nothing is to be taken away.</None>;
  return (
    <>
      <ul className="border-t">
        {VERIFICATIONS.map((state) => (
          <li key={state} className="flex justify-between gap-3 border-b py-2 text-13">
            <span>{VERIFICATION_WORD[state]}</span>
            {figures.verification[state] === 0 ? (
              <span className="text-faint">0</span>
            ) : (
              <TextLink quiet href={`/privileges/reviews/${review.id}?verification=${state}`}>
                {formatNumber(figures.verification[state])}
              </TextLink>
            )}
          </li>
        ))}
      </ul>
      <p className="pt-2 text-12 text-faint">
        Plumbline takes nothing away: somebody does so in the system, and the next inventory says whether it is gone.
      </p>
    </>
  );
}

const HEADS = ['Decided', 'Certified', 'In one go', 'To take away', 'Fastest', 'Median'];

function Reviewers({ reviewers }: { reviewers: Figures['reviewers'] }) {
  if (reviewers.length === 0) return <None>Nobody has decided anything yet.</None>;
  return (
    <>
      <ScrollRegion label="How each reviewer decided" className="max-sm:-mx-4 max-sm:px-4">
        <Table aria-label="How each reviewer decided">
          <thead>
            <tr>
              <HeadCell>Reviewer</HeadCell>
              {HEADS.map((head) => (
                <HeadCell key={head} numeric>
                  {head}
                </HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {reviewers.map((one) => (
              <Row key={one.person.id}>
                <Cell className="[overflow-wrap:anywhere]">{one.person.name}</Cell>
                <Cell numeric>{formatNumber(one.decided)}</Cell>
                <Cell numeric>{formatNumber(one.certified)}</Cell>
                <Cell numeric>{formatNumber(one.certified_in_bulk)}</Cell>
                <Cell numeric>{formatNumber(one.revoked + one.changed)}</Cell>
                <Cell numeric className="whitespace-nowrap">
                  {paceWords(one.fastest_seconds)}
                </Cell>
                <Cell numeric className="whitespace-nowrap">
                  {paceWords(one.median_seconds)}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </ScrollRegion>
      <p className="pt-2 text-12 text-faint">
        Fastest and median: the time for one right, between two requests of that person. Not known after only one.
      </p>
    </>
  );
}

function Delegations({ delegations }: Pick<ReviewDetail, 'delegations'>) {
  if (delegations.length === 0) return <None>Nothing was delegated.</None>;
  return (
    <ul className="border-t">
      {delegations.map(({ from, to, reason, at, by, items }) => (
        <li key={`${at} ${from.kind} ${from.id} ${to.id}`} className="border-b py-2 text-13 [overflow-wrap:anywhere]">
          {formatCount(items, 'right')} from {from.name} to {to.name}
          {by.id === from.id && from.kind === 'person' ? '' : `, by ${by.name}`}
          <span className="text-soft">: “{reason}”</span>
          <span className="block text-12 text-faint">
            <RelativeTime at={at} ago />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whom it waits for, how people decide, and whether what they took away is gone. */
export function Progress({ review }: { review: ReviewDetail }) {
  const { figures } = review;
  if (figures === null) {
    return (
      <div className="flex flex-col gap-6 pt-4">
        <None>You see what you are asked about; how the others are doing is for whoever runs the review.</None>
        <Part title="Delegations">
          <Delegations delegations={review.delegations} />
        </Part>
      </div>
    );
  }
  return (
    <div className="grid gap-x-12 gap-y-8 pt-4 lg:grid-cols-2">
      <Part title={review.state === 'open' ? 'It waits for' : 'It was not decided by'}>
        <Waiting id={review.id} waiting={figures.waiting} />
      </Part>
      <Part title="Whether it was done">
        <Verification review={review} figures={figures} />
      </Part>
      <Part title="How each reviewer decided">
        <Reviewers reviewers={figures.reviewers} />
      </Part>
      <Part title="Delegations">
        <Delegations delegations={review.delegations} />
      </Part>
    </div>
  );
}
