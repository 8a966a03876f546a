'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryTabHref } from '#components/queries/addresses.ts';
import { slaQuery } from '#components/queries/sla.ts';
import { notMeasured } from '#components/shared/score-words.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ScoreView } from '#lib/contracts/posture.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { CRITICALITIES, CRITICALITY_WEIGHT } from '#lib/domain/repository/criticality.ts';
import { DEFAULT_FRESH_DAYS } from '#lib/domain/score/confidence.ts';
import { MEASURED_FOR_A } from '#lib/domain/score/grade.ts';
import { MEAN_PART, WORST_OF_ALL, WORST_PART } from '#lib/domain/score/portfolio-shares.ts';
import { CAP, KNEE } from '#lib/domain/score/state.ts';
import { SCORED_SEVERITIES } from '#lib/domain/score/units.ts';
import { formatList, formatNumber, formatPercent } from '#lib/format.ts';
import { CategoryTable } from './category-table.tsx';
import { Report } from './report.tsx';
import { FactorTable, FreshnessTable, GradeList, SeverityTable } from './rule-tables.tsx';
import { COUNT_EXAMPLE } from './rules.ts';
import { Section, Text } from './section.tsx';
import { Statements } from './statements.tsx';

function ToEarn({ score, repo }: { score: ScoreView; repo: string | null }) {
  const lost = notMeasured(score);
  return (
    <Section id="to-earn" title="Points are earned by measuring">
      <Text>
        There are 100 points, shared among six categories. A category that no report speaks for earns nothing, as if the
        worst were there: not known is not the same as fine. So the first scan of a category never lowers the score,
        whatever it finds; only a secret that works can (see Limits). Quality and license findings do not count.
      </Text>
      <ScrollRegion label="What each category is worth">
        <CategoryTable score={score} />
      </ScrollRegion>
      {lost < 0.05 ? null : (
        <Text>
          {formatNumber(lost, 1)} points are not measured, or their scans are old.{' '}
          <TextLink
            href={repo === null ? '/repositories?sort=-not_measured' : repositoryTabHref(repo, 'coverage')}
            className="underline"
          >
            See where
          </TextLink>
        </Text>
      )}
    </Section>
  );
}

function Ageing() {
  return (
    <Section id="ageing" title="Old scans count less">
      <Text>
        A scan counts fully for {DEFAULT_FRESH_DAYS} days, then less and less; a failed scan does not renew it. For
        code, secrets and infrastructure a scan stays fresh as long as other reports come for the same commit: without a
        new commit there is nothing new to scan.
      </Text>
      <FreshnessTable />
    </Section>
  );
}

function Findings() {
  const { data: sla } = useQuery(slaQuery());
  const due = SCORED_SEVERITIES.flatMap((severity) => {
    const days = (sla ?? DEFAULT_SLA).days[severity];
    return days === null ? [] : [`${severity} ${days}`];
  });
  return (
    <Section id="findings" title="Open findings take points away">
      <Text>
        Of what its category has measured, an open finding takes a share. More findings take more, but each severity
        only up to a limit, so that a thousand low ones never hide one critical. A finding of unknown severity counts as
        medium; info does not count.
      </Text>
      <SeverityTable />
      <Text>
        Findings that one fix closes count together: {COUNT_EXAMPLE.findings} of them weigh as much as{' '}
        {formatNumber(COUNT_EXAMPLE.as)}. Doing that one fix is one piece of work.
      </Text>
      <Text>A finding weighs more or less than others of its severity:</Text>
      <FactorTable />
      {sla?.preset === 'bod_26_04' ? (
        <Text>A finding is due after CISA’s BOD 26-04: within 3, 14 or 60 days, or with the next upgrade.</Text>
      ) : (
        <Text>Days until a finding is due, from the day it was seen or seen again: {formatList(due, due.length)}.</Text>
      )}
    </Section>
  );
}

/** What the second counting costs here. Over many repositories it is the sum of what each one's own weakest costs. */
function weakestHere(score: ScoreView, repo: string | null): string {
  const link = score.waterfall.find(({ part }) => part === 'weakest_link')?.points ?? 0;
  if (link < 0.05) return '';
  const amount = `${formatNumber(link, 1)} points`;
  if (repo === null)
    return ` Over all of them here this takes ${amount}: each repository has its own weakest category.`;
  const weakest = score.categories.toSorted((a, b) => b.lost - a.lost)[0];
  return weakest === undefined ? '' : ` Here that is ${CATEGORY_TITLE[weakest.category]}, which takes ${amount} more.`;
}

function Weakest({ score, repo }: { score: ScoreView; repo: string | null }) {
  return (
    <Section id="weakest" title="The weakest category counts twice">
      <Text>
        Attackers take the easiest way in. So the category that lost most in a repository is counted a second time.
        {weakestHere(score, repo)}
      </Text>
      <Text>
        When a repository has lost more than {KNEE} points, further ones weigh less, so that only the worst possible
        state is 0 and every fix is still seen.
      </Text>
    </Section>
  );
}

function Limits() {
  return (
    <Section id="limits" title="Limits">
      <Text>
        A secret that a scanner tried and that works limits the score of its repository to {CAP.liveSecret}, however
        good the rest is, until it is rotated.
      </Text>
    </Section>
  );
}

function Grades({ score }: { score: ScoreView }) {
  return (
    <Section id="grades" title="Grades">
      <GradeList grade={score.grade} />
      <Text>
        An A also needs at least {MEASURED_FOR_A} of the 100 points to be measured. Without any measurement there is no
        score and no grade.
      </Text>
    </Section>
  );
}

function Together() {
  const weights = CRITICALITIES.map(
    (one) => `${one} ${formatNumber(CRITICALITY_WEIGHT[one], CRITICALITY_WEIGHT[one] < 1 ? 1 : 0)}`,
  );
  return (
    <Section id="together" title="From repositories to the organization">
      <Text>
        {formatPercent(MEAN_PART)} of the organization’s score is the mean of its repositories,{' '}
        {formatPercent(WORST_PART)} the mean of the worst {formatPercent(WORST_OF_ALL)} of them, so that a few bad ones
        cannot hide among many good ones. Each repository weighs by its criticality:{' '}
        {formatList(weights, weights.length)}. Archived repositories and those without any report do not take part.
      </Text>
    </Section>
  );
}

export interface Explained {
  score: ScoreView;
  /** Null: the whole organization. */
  repo: string | null;
  /** Whether who looks may read what was stated of the whole organization. */
  mayProve: boolean;
}

/** The rules of the score. Every number comes from the formula itself. */
export function Explanation({ score, repo, mayProve }: Explained) {
  return (
    <div className="flex min-w-0 max-w-[720px] flex-col gap-10">
      <ToEarn score={score} repo={repo} />
      <Ageing />
      <Findings />
      <Weakest score={score} repo={repo} />
      <Limits />
      <Grades score={score} />
      <Together />
      <Report repo={repo} />
      {mayProve && repo === null ? <Statements /> : null}
    </div>
  );
}
