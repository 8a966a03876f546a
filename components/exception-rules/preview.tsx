'use client';

import { useQuery } from '@tanstack/react-query';
import { rulePreviewQuery } from '#components/queries/exception-rules.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { cn } from '#components/ui/cn.ts';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { conditionsOf } from '#lib/contracts/conditions-of.ts';
import type { RulePreview, RulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { isNarrow } from '#lib/domain/decision/rule-covers.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

const WOULD: Record<Decision, readonly [one: string, more: string]> = {
  accepted: ['would be accepted', 'would be accepted'],
  false_positive: ['would be a false positive', 'would be false positives'],
};

/** What matches and stays as it is, and why. */
function left({ kev, verified, decided }: RulePreview): string[] {
  return [
    ...(kev === 0
      ? []
      : [
          `${formatNumber(kev)} in KEV or malicious ${kev === 1 ? 'stays' : 'stay'} open: a rule does not decide about what is exploited.`,
        ]),
    ...(verified === 0
      ? []
      : [
          `${formatNumber(verified)} that ${verified === 1 ? 'was' : 'were'} tried and ${verified === 1 ? 'works stays' : 'work stay'} open.`,
        ]),
    ...(decided === 0
      ? []
      : [
          `${formatCount(decided, 'finding')} that ${decided === 1 ? 'matches has' : 'match have'} an exception already.`,
        ]),
  ];
}

const oneDigit = (score: number | null): string => (score === null ? '–' : formatNumber(score, 1));

function ScoreChange({ score }: { score: NonNullable<RulePreview['score']> }) {
  return (
    <p className="text-13 text-soft tabular-nums">
      Score {oneDigit(score.before)} → <span className="font-medium text-ink">{oneDigit(score.after)}</span>
    </p>
  );
}

function Samples({ preview }: { preview: RulePreview }) {
  const { samples, findings } = preview;
  if (samples.length === 0) return null;
  return (
    <>
      <ul aria-label="Some of them" className="border-t">
        {samples.map((one) => (
          <li key={one.ref} className="border-b py-1.5 text-13">
            <span className="flex items-baseline gap-2">
              <SeverityMark severity={one.severity} compact />
              <TextLink quiet href={one.url} className="line-clamp-1 min-w-0 font-medium">
                {one.title}
              </TextLink>
            </span>
            <span className="block text-12 text-faint">
              <Breakable text={`${one.ref}${one.path === null ? '' : `, ${one.path}`}`} />
            </span>
          </li>
        ))}
      </ul>
      {findings.value > samples.length ? (
        <p className="text-12 text-faint">The worst {samples.length} of them.</p>
      ) : null}
    </>
  );
}

function Shown({ preview, kind, pending }: { preview: RulePreview; kind: Decision; pending: boolean }) {
  const { findings, counts, repositories, repositories_total: places } = preview;
  const [first] = repositories;
  const where =
    first === undefined
      ? ''
      : places === 1
        ? ` in ${first.repo}`
        : ` in ${formatCount(places, 'repository', 'repositories')}`;
  const words = formatCount(findings.value, 'finding', 'findings', findings.relation === 'at_least');
  const severities = SEVERITIES.filter((severity) => counts[severity] > 0);
  return (
    <div className={cn('flex flex-col gap-2 transition-opacity', pending && 'opacity-60')}>
      <p className="text-14 [overflow-wrap:anywhere]">
        {findings.value === 0 ? (
          'Nothing that is open today matches.'
        ) : (
          <>
            <span className="font-semibold">{words}</span> {WOULD[kind][findings.value === 1 ? 0 : 1]} today{where}.
          </>
        )}
      </p>
      {severities.length === 0 ? null : (
        <ul aria-label="By severity" className="flex flex-wrap gap-x-4 gap-y-1 text-13">
          {severities.map((severity) => (
            <li key={severity} className="inline-flex items-center">
              <SeverityMark severity={severity} count={counts[severity]} />
              <span aria-hidden className="ml-1 text-faint">
                {severity}
              </span>
            </li>
          ))}
        </ul>
      )}
      {preview.score === null ? (
        <p className="text-13 text-soft">Too many to say what the score would be.</p>
      ) : findings.value === 0 ? null : (
        <ScoreChange score={preview.score} />
      )}
      {left(preview).map((words) => (
        <p key={words} className="text-13 text-soft">
          {words}
        </p>
      ))}
      <Samples preview={preview} />
    </div>
  );
}

/** What the rule in the form would do to what is open today, as it is typed. */
export function Preview({ body }: { body: RulePreviewBody }) {
  const { data, error, isFetching } = useQuery(rulePreviewQuery(body));
  const says = isNarrow(conditionsOf(body.conditions));
  return (
    <section
      aria-label="What it would do today"
      aria-live="polite"
      aria-busy={isFetching}
      className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1"
    >
      {!says ? (
        <p className="text-13 text-soft">Say what the rule is about, and here stands what it would do today.</p>
      ) : error !== null ? (
        <p className="text-13 text-failed">{reasonOf(error)}</p>
      ) : data === undefined ? (
        <p className="text-13 text-soft">Looking at what is open…</p>
      ) : (
        <Shown preview={data} kind={body.kind} pending={isFetching} />
      )}
    </section>
  );
}
