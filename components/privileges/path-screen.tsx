'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowRight } from 'lucide-react';
import { pathQuery } from '#components/queries/privilege-paths.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { Breakable } from '#components/ui/breakable.tsx';
import { Facts } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PathView } from '#lib/contracts/path.ts';
import { formatCount } from '#lib/format.ts';
import { PathPeople } from './path-people.tsx';
import { cutWords, homeWords, lastActiveWords, noCutWords, peopleWords, whoWords } from './path-words.ts';

const NODE = 'min-w-0 rounded-card border p-2.5 text-13 [overflow-wrap:anywhere] lg:max-w-60';

const targetWords = ({ target }: PathView): string => `${target.name}${homeWords(target)}`;

/** From who goes it to the target, node by node; the table below says the same. */
function Graph({ view }: { view: PathView }) {
  const who = view.alone.count > 0 ? view.alone : view.helped;
  const nodes = [
    { id: 'who', title: peopleWords(who), text: view.alone.count > 0 ? 'alone' : 'with the help of another' },
    ...view.steps.map(({ says }, index) => ({ id: String(index), title: says, text: `step ${index + 1}` })),
    { id: 'target', title: targetWords(view), text: 'production' },
  ];
  return (
    <ol aria-label="The path" className="flex flex-col items-start gap-1.5 lg:flex-row lg:flex-wrap lg:items-center">
      {nodes.map(({ id, title, text }, index) => (
        <li key={id} className="flex min-w-0 flex-col items-start gap-1.5 lg:flex-row lg:items-center">
          {index === 0 ? null : (
            <>
              <ArrowDown aria-hidden className="ml-3 size-4 text-faint lg:hidden" />
              <ArrowRight aria-hidden className="size-4 shrink-0 text-faint max-lg:hidden" />
            </>
          )}
          <span className={id === 'target' ? `${NODE} border-ink` : NODE}>
            <span className="block font-medium">{title}</span>
            <span className="block text-12 text-faint">{text}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Steps({ view }: { view: PathView }) {
  // A step may come twice: its number is what it is known by.
  const steps = view.steps.map(({ says }, index) => ({ number: index + 1, says }));
  return (
    <Table aria-label="Its steps">
      <thead>
        <tr>
          <HeadCell numeric>Step</HeadCell>
          <HeadCell>What happens</HeadCell>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ number, says }) => (
          <Row key={number}>
            <Cell numeric>{number}</Cell>
            <Cell className="[overflow-wrap:anywhere]">{says}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Cut({ view }: { view: PathView }) {
  const { cut } = view;
  if (cut === null) return <p className="text-13 text-soft">{noCutWords(view)}</p>;
  return (
    <>
      <ol className="border-t">
        {cut.steps.map((step) => (
          <li key={step.key} className="border-b py-2 text-13 [overflow-wrap:anywhere]">
            <span className="font-medium">{step.todo}</span>
            {step.where.length === 0 ? null : <span className="text-faint"> in {step.where.join(', ')}</span>}
            <span className="block text-soft">{cutWords(step)}</span>
            <span className="block text-12 text-faint">{lastActiveWords(step.hurt)}</span>
          </li>
        ))}
      </ol>
      <p className="pt-2 text-12 text-faint">
        {cut.left === 0
          ? 'Nobody reaches the target alone after all of it.'
          : `${formatCount(cut.left, 'way')} that somebody goes alone ${cut.left === 1 ? 'is' : 'are'} left after all of it.`}{' '}
        <TextLink href="/queue?category=privilege">Fixes in the queue</TextLink>
      </p>
    </>
  );
}

/** Why the target is production's. */
const becauseWords = ({ target: { because } }: PathView): string =>
  because === 'deploys' ? 'a branch of a repository that deploys to it' : `by the pattern ${because}`;

function Settings({ view }: { view: PathView }) {
  return (
    <section>
      <h2 className="mb-2 font-semibold text-16">Settings that hold it open</h2>
      <ul className="border-t">
        {view.settings.map(({ key, todo, where }) => (
          <li key={key} className="border-b py-2 text-13 [overflow-wrap:anywhere]">
            {todo}
            {where.length === 0 ? null : <span className="text-faint"> in {where.join(', ')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ready({ view }: { view: PathView }) {
  return (
    <>
      <PageHead
        above={<TextLink href="/privileges/paths">Paths to production</TextLink>}
        title={view.name}
        answer={`${whoWords(view)}. To ${targetWords(view)}.`}
        actions={
          <LinkButton href={`/privileges/paths?target=${encodeURIComponent(view.target.id)}`}>
            Every path to it
          </LinkButton>
        }
      />
      <div className="flex flex-col gap-8">
        <div className="flex flex-wrap items-center gap-2 text-13">
          <SeverityMark severity={view.severity} />
          {view.certainty === 'possible' ? <Tag>possible, not proven</Tag> : <Tag>proven</Tag>}
          {view.unread ? <StateBadge state="stale">Not read the last time</StateBadge> : null}
          {view.until === null ? null : (
            <span className="text-soft">
              closed <RelativeTime at={view.until} ago />
            </span>
          )}
        </div>
        <Graph view={view} />
        <div className="grid grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="flex min-w-0 flex-col gap-8">
            <section aria-labelledby="cut">
              <h2 id="cut" className="mb-2 font-semibold text-16">
                The cheapest cut, and what it would break
              </h2>
              <Cut view={view} />
            </section>
            <Settings view={view} />
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            <section>
              <h2 className="mb-2 font-semibold text-16">Step by step</h2>
              <Steps view={view} />
              {view.unknown.length === 0 ? null : (
                <p className="pt-2 text-13 text-soft">Not read, and might decide it: {view.unknown.join(', ')}.</p>
              )}
            </section>
            <section>
              <h2 className="mb-2 font-semibold text-16">
                {view.alone.count > 0 ? 'Who goes it alone' : 'Who goes it with the help of another'}
              </h2>
              <PathPeople view={view} />
            </section>
            <Facts
              items={[
                { name: 'Since', value: <RelativeTime at={view.since} ago /> },
                { name: 'Production', value: <Breakable text={becauseWords(view)} /> },
                { name: 'System', value: view.system },
                ...(view.through.count === 0
                  ? []
                  : [{ name: 'Through', value: formatCount(view.through.count, 'repository', 'repositories') }]),
              ]}
            />
          </div>
        </div>
      </div>
    </>
  );
}

/** One path to production: who, by which steps, what holds it open, and what closes it. */
export function PathScreen({ id }: { id: string }) {
  const query = useQuery(pathQuery(useScope(), id));
  if (query.data !== undefined) return <Ready view={query.data} />;
  if (query.error === null) return <BlockSkeleton height={420} label="Loading the path" />;
  return (
    <LoadError title="This path could not be read" query={query}>
      <LinkButton href="/privileges/paths">All paths</LinkButton>
    </LoadError>
  );
}
