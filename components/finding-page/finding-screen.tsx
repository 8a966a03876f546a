'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import { watchFinding } from '#components/queries/finding-people.ts';
import { findingQuery } from '#components/queries/findings.ts';
import { type UnderWay, useDecisionsUnderWay } from '#components/shared/decide/under-way.ts';
import { useLastList } from '#components/shared/last-finding-list.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { WatchButton } from '#components/shared/watch-button.tsx';
import { useHydrated } from '#components/ui/clock.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { TwoColumns } from '#components/ui/two-columns.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import { ActionCard } from './action-card.tsx';
import { CodeContext } from './code-context.tsx';
import { Comments } from './comments.tsx';
import { DecisionCard } from './decision-card.tsx';
import { EvidenceTabs } from './evidence-tabs.tsx';
import { FindingFacts } from './finding-facts.tsx';
import { findingMarkdown } from './finding-markdown.ts';
import { FindingSkeleton } from './finding-skeleton.tsx';
import { Locations } from './locations.tsx';
import { Neighbours } from './neighbours.tsx';
import { Section } from './section.tsx';
import { Siblings } from './siblings.tsx';
import { Sightings } from './sightings.tsx';
import { StatedCard } from './stated-card.tsx';
import { Timeline } from './timeline.tsx';
import { whatItIs } from './what-it-is.ts';

function Head({ view }: { view: FindingView }) {
  const { finding } = view;
  const list = useLastList();
  const hydrated = useHydrated();
  const origin = hydrated ? window.location.origin : '';
  return (
    <PageHead
      title={<span className="[overflow-wrap:anywhere]">{finding.title}</span>}
      answer={<span className="[overflow-wrap:anywhere]">{whatItIs(view)}</span>}
      above={
        <nav aria-label="Where you are" className="flex flex-wrap items-center gap-x-1.5">
          <TextLink href={list} className="py-1">
            Findings
          </TextLink>
          <span aria-hidden>/</span>
          <TextLink href={repositoryHref(finding.repo)} className="break-all py-1">
            {finding.repo}
          </TextLink>
          <span aria-hidden>/</span>
          <span>#{finding.number}</span>
        </nav>
      }
      actions={
        <>
          <Neighbours id={finding.id} />
          {view.may.watch ? (
            <WatchButton size="sm" watch={view.watch} set={(watching) => watchFinding(finding.id, watching)} />
          ) : null}
          <CopyButton
            words="Copy as Markdown"
            what="the finding as Markdown, for a ticket"
            text={hydrated ? findingMarkdown(view, origin) : ''}
          />
          <CopyButton words="Copy link" what="link to this finding" text={`${origin}${finding.url}`} />
        </>
      }
    />
  );
}

/** With what was decided a moment ago, before the server has answered. */
function withDecision(view: FindingView, underWay: UnderWay | null): FindingView {
  if (underWay?.state !== 'saving') return view;
  const decided = { state: underWay.wished.kind, due_at: null, overdue: false, at_risk: false };
  return { ...view, finding: { ...view.finding, ...decided } };
}

/** One finding: what it is and the proof at the left, what it means and what to do at the right. */
export function FindingScreen({ id }: { id: string }) {
  const query = useQuery(findingQuery(useScope(), id));
  const underWay = useDecisionsUnderWay().get(id) ?? null;
  const view = query.data === undefined ? undefined : withDecision(query.data, underWay);
  if (view === undefined) {
    return (
      <NotLoaded title="The finding could not be loaded" query={query}>
        <FindingSkeleton />
      </NotLoaded>
    );
  }
  return (
    <>
      <Head view={view} />
      <TwoColumns
        label="State and next step"
        aside={
          <>
            <FindingFacts view={view} />
            <DecisionCard view={view} underWay={underWay} />
            <StatedCard view={view} />
            {view.action === null || view.finding.state !== 'open' ? null : (
              <ActionCard action={view.action} mayWork={view.may.work} />
            )}
            <Siblings finding={view.finding} action={view.action} siblings={view.siblings} />
          </>
        }
      >
        <CodeContext view={view} />
        {view.evidence.length === 0 ? null : (
          <Section title="Evidence">
            <EvidenceTabs evidence={view.evidence} title={view.finding.title} />
          </Section>
        )}
        <Locations evidence={view.evidence} />
        <Sightings sightings={view.sightings} />
        <Comments view={view} />
        <Timeline events={view.timeline} />
      </TwoColumns>
    </>
  );
}
