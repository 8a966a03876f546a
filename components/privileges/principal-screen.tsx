'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { principalQuery, privilegesQuery } from '#components/queries/privileges.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { Breakable } from '#components/ui/breakable.tsx';
import { Facts } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { GrantView, PrincipalDetail } from '#lib/contracts/privilege.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { formatCount } from '#lib/format.ts';
import { Marks, Seen, Unknown, Who } from './parts.tsx';
import { chainWords, changeWords, kindWord, viaWords } from './words.ts';

function Rights({ view }: { view: PrincipalDetail }) {
  if (view.grants.length === 0) return <p className="text-13 text-soft">No right that was told.</p>;
  const more = view.rights - view.grants.length;
  const keyOf = (grant: GrantView) =>
    `${grant.resource.id} ${grant.via} ${chainWords(grant.chain)} ${grant.permission}`;
  return (
    <>
      <ul className="border-t sm:hidden">
        {view.grants.map((grant) => (
          <RightCard key={keyOf(grant)} grant={grant} />
        ))}
      </ul>
      <Table aria-label="What it may do, and why" className="max-sm:hidden">
        <thead>
          <tr>
            <HeadCell>On what</HeadCell>
            <HeadCell>May</HeadCell>
            <HeadCell>Why</HeadCell>
            <HeadCell numeric>Last used</HeadCell>
            <HeadCell numeric>Since</HeadCell>
          </tr>
        </thead>
        <tbody>
          {view.grants.map((grant) => (
            <Right key={keyOf(grant)} grant={grant} />
          ))}
        </tbody>
      </Table>
      {more > 0 ? <p className="py-2 text-12 text-faint">and {formatCount(more, 'more right')}, lower ones</p> : null}
    </>
  );
}

function Resource({ grant }: { grant: GrantView }) {
  return (
    <>
      <Breakable text={grant.resource.name} />{' '}
      <span className="text-12 text-faint">{kindWord(grant.resource.kind)}</span>{' '}
      {grant.resource.production === null ? null : <Tag>production</Tag>} <Unknown since={grant.unknown_since} />
    </>
  );
}

/** A right on a phone. */
function RightCard({ grant }: { grant: GrantView }) {
  return (
    <li className="flex flex-col gap-1 border-b py-2.5 text-13 [overflow-wrap:anywhere]">
      <span className="flex items-start justify-between gap-3">
        <span className="min-w-0">
          <Resource grant={grant} />
        </span>
        <span className={grant.level === 5 ? 'font-medium' : 'text-soft'}>{levelWord(grant.level)}</span>
      </span>
      <span className="text-12 text-soft">{chainWords(grant.chain)}</span>
      <span className="text-12 text-faint">
        last used: <Seen at={grant.last_used} /> · since <RelativeTime at={grant.since} />
      </span>
    </li>
  );
}

function Right({ grant }: { grant: GrantView }) {
  return (
    <Row>
      <Cell className="[overflow-wrap:anywhere]">
        <Resource grant={grant} />
      </Cell>
      <Cell>
        <span className={grant.level === 5 ? 'font-medium' : ''}>{levelWord(grant.level)}</span>
        {grant.permission === levelWord(grant.level) ? null : (
          <span className="block text-12 text-faint">{grant.permission}</span>
        )}
      </Cell>
      <Cell className="text-soft">
        {chainWords(grant.chain)}
        {grant.via === 'direct' ? null : <span className="block text-12 text-faint">{viaWords(grant.via)}</span>}
      </Cell>
      <Cell numeric>
        <Seen at={grant.last_used} />
      </Cell>
      <Cell numeric>
        <RelativeTime at={grant.since} />
      </Cell>
    </Row>
  );
}

/** What changed of it in the last year. */
function Changes({ id }: { id: string }) {
  const query = useInfiniteQuery(privilegesQuery(useScope(), 'changes', { principal: id }, 365));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <BlockSkeleton height={64} label="Loading changes" />;
  if (items.length === 0)
    return <p className="text-13 text-faint">Nothing changed in the last year, as far as snapshots show.</p>;
  return (
    <ul className="border-t">
      {items.slice(0, 20).map((change) => (
        <li
          key={`${change.snapshot} ${changeWords(change)}`}
          className="flex justify-between gap-3 border-b py-2 text-13"
        >
          <span className="min-w-0 [overflow-wrap:anywhere]">{changeWords(change)}</span>
          <RelativeTime at={change.at} className="shrink-0 text-12 text-faint" />
        </li>
      ))}
    </ul>
  );
}

function Names({ title, view }: { title: string; view: { id: string; name: string; note?: string }[] }) {
  if (view.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 font-semibold text-16">{title}</h2>
      <ul className="border-t">
        {view.map(({ id, name, note }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-3 border-b py-1.5 text-13">
            <Who id={id} name={name} />
            {note === undefined ? null : <span className="text-12 text-faint">{note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ready({ view }: { view: PrincipalDetail }) {
  const own = view.own === null ? [] : Object.entries(view.own.permissions).map(([name, right]) => `${name}: ${right}`);
  return (
    <>
      <PageHead
        above={<TextLink href="/privileges">Privileges</TextLink>}
        title={view.name}
        answer={`A ${kindWord(view.kind)} of ${view.system}, which has ${levelWord(view.level)} at most, by ${formatCount(view.rights, 'right')}.`}
        actions={
          <>
            {view.kind === 'human' && view.source === 'github' ? (
              <LinkButton
                href={`/privileges/paths?system=${view.system}&principal=${encodeURIComponent(`person:${view.external_id}`)}`}
              >
                Paths to production
              </LinkButton>
            ) : null}
            <LinkButton href={`/findings?category=privilege&q=${encodeURIComponent(view.name)}`}>Findings</LinkButton>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <section className="min-w-0">
          <h2 className="mb-2 font-semibold text-16">What it may do, and why</h2>
          {own.length === 0 ? null : (
            <p className="mb-2 text-13 text-soft [overflow-wrap:anywhere]">
              By its own permissions{view.own?.everywhere === true ? ', everywhere' : ''}: {own.join(', ')}.
            </p>
          )}
          {view.base_level === null || view.base_level === 0 ? null : (
            <p className="mb-2 text-13 text-soft">As every member: {levelWord(view.base_level)} on all repositories.</p>
          )}
          <Rights view={view} />
        </section>
        <div className="flex min-w-0 flex-col gap-8">
          <section>
            <Marks row={view} />
            <Facts
              className="mt-2"
              items={[
                { name: 'Last active', value: <Seen at={view.last_active} /> },
                { name: 'Ends', value: <Seen at={view.expires} /> },
                { name: 'Made', value: <Seen at={view.created_at} /> },
                { name: 'First seen', value: <RelativeTime at={view.first_seen} ago /> },
                ...(view.owner === null ? [] : [{ name: 'Of', value: view.owner }]),
                { name: 'As of', value: <RelativeTime at={view.as_of} ago /> },
              ]}
            />
          </section>
          <Names
            title="Groups that it is in"
            view={view.groups.map(({ id, name, chain }) => ({
              ...{ id, name },
              ...(chain.length === 0 ? {} : { note: chainWords(chain) }),
            }))}
          />
          <Names title={`Members (${view.member_count})`} view={view.members.map(({ id, name }) => ({ id, name }))} />
          <section>
            <h2 className="mb-2 font-semibold text-16">What changed</h2>
            <Changes id={view.id} />
          </section>
        </div>
      </div>
    </>
  );
}

/** One principal: what it may do, why, and what changed. */
export function PrincipalScreen({ id }: { id: string }) {
  const query = useQuery(principalQuery(useScope(), id));
  if (query.data !== undefined) return <Ready view={query.data} />;
  if (query.error === null) return <BlockSkeleton height={420} label="Loading the principal" />;
  return (
    <LoadError title="This principal could not be read" query={query}>
      <LinkButton href="/privileges">All principals</LinkButton>
    </LoadError>
  );
}
