'use client';

import type { ReactNode } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { Due } from '#components/shared/due.tsx';
import { Card, Facts } from '#components/ui/card.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { useNow } from '#components/ui/clock.tsx';
import { ExactTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingRow, FindingView } from '#lib/contracts/finding.ts';
import { formatAgeLong, formatCount } from '#lib/format.ts';
import { ConfidenceWord } from './confidence-word.tsx';
import { Exploitation } from './exploitation.tsx';
import { osvFacts } from './osv.tsx';
import { SeverityFact } from './severity-fact.tsx';
import { TagsFact } from './tags-fact.tsx';

function When({ at }: { at: string }) {
  const now = useNow();
  return (
    <span>
      <span aria-hidden>{formatAgeLong(at, now)}</span>
      <ExactTime at={at} className="block text-12 text-faint" />
    </span>
  );
}

function dueWords(finding: FindingRow): ReactNode {
  if (finding.state !== 'open') return <span className="text-soft">nothing is due</span>;
  if (finding.due_at === null) return <span className="text-soft">no date at this severity</span>;
  return (
    <span>
      <Due at={finding.due_at} overdue={finding.overdue} atRisk={finding.at_risk} />
      <ExactTime at={finding.due_at} className="block text-12 text-faint" />
      {finding.reopened === 0 ? null : (
        <span className="block text-12 text-faint">counted from the day it was opened again</span>
      )}
    </span>
  );
}

function factsOf(view: FindingView): { name: string; value: ReactNode }[] {
  const { finding } = view;
  const facts: { name: string; value: ReactNode }[] = [
    { name: 'Severity', value: <SeverityFact view={view} /> },
    ...osvFacts(view.osv),
    ...(view.exploitation === null ? [] : [{ name: 'Exploited', value: <Exploitation of={view.exploitation} /> }]),
    { name: 'Due', value: dueWords(finding) },
    { name: 'First seen', value: <When at={finding.first_seen_at} /> },
  ];
  if (finding.reopened > 0) {
    facts.push({ name: 'Reopened', value: `${formatCount(finding.reopened, 'time')}` });
    facts.push({ name: 'Open since', value: <When at={finding.opened_at} /> });
  }
  if (finding.fixed_at !== null) facts.push({ name: 'Fixed', value: <When at={finding.fixed_at} /> });
  facts.push(
    { name: 'Confidence', value: <ConfidenceWord of={finding.confidence} /> },
    { name: 'Category', value: CATEGORY_TITLE[finding.category] },
    ...(finding.image === null
      ? []
      : [{ name: 'Image', value: <span className="break-all font-mono text-12">{finding.image}</span> }]),
    {
      name: 'Repository',
      value: (
        <TextLink href={repositoryHref(finding.repo)} className="break-all">
          {finding.repo}
        </TextLink>
      ),
    },
  );
  if (view.may.work || finding.tags.length > 0) facts.push({ name: 'Tags', value: <TagsFact view={view} /> });
  return facts;
}

/** State, severity and who says so, dates. */
export function FindingFacts({ view }: { view: FindingView }) {
  return (
    <Card>
      <div className="mb-3 flex items-center justify-between gap-2">
        <StateBadge state={view.finding.state} />
        <span className="text-12 text-faint">#{view.finding.number}</span>
      </div>
      <Facts items={factsOf(view)} className="grid-cols-[76px_1fr]" />
    </Card>
  );
}
