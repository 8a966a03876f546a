import { ScoreHistory } from '#components/charts/score-history.tsx';
import type { ScoreDay } from '#components/charts/types.ts';
import { scoreHref } from '#components/queries/addresses.ts';
import { cn } from '#components/ui/cn.ts';
import { Delta } from '#components/ui/delta.tsx';
import { ScoreNumber } from '#components/ui/score.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ScorePoint } from '#lib/contracts/posture.ts';
import type { Grade } from '#lib/domain/score/grade.ts';
import { formatDate, formatDay } from '#lib/format.ts';
import { AcceptedLine } from './accepted-line.tsx';
import { scoreMessage } from './chart-messages.ts';
import { points } from './score-words.ts';

export interface ScoreCardProps {
  score: number | null;
  grade: Grade | null;
  change?: { since: string; points: number } | null;
  /** The last day of it is still running. */
  history: readonly ScorePoint[];
  notMeasured: number;
  withoutAcceptances: number | null;
  /** Findings whose risk is accepted. */
  accepted: number;
  /** Address of the coverage, for points that are not measured. */
  coverageHref: string;
  /** Set on a repository's own page. */
  repo?: string;
  className?: string;
}

function scoreDays(history: readonly ScorePoint[]): ScoreDay[] {
  const today = history.at(-1)?.day;
  // Days before the first score would be an empty chart with a speck at its end.
  const first = Math.max(
    0,
    history.findIndex(({ score }) => score !== null),
  );
  return history.slice(first).map(({ day, score }) => ({ day, score, ...(day === today ? { partial: true } : {}) }));
}

function Change({ change }: { change: { since: string; points: number } | null }) {
  if (change === null) return <p className="text-13 text-faint">No earlier value to compare with</p>;
  return (
    <p className="text-13 text-soft">
      <Delta value={change.points} /> since <span title={formatDate(change.since)}>{formatDay(change.since)}</span>
    </p>
  );
}

function Beside({ score, notMeasured, withoutAcceptances, accepted, coverageHref, repo }: ScoreCardProps) {
  return (
    <>
      {notMeasured >= 0.05 ? (
        <p className="text-13 text-soft">
          {points(notMeasured)} points are lost only because scans are missing or old:{' '}
          <TextLink href={coverageHref} className="underline">
            see where
          </TextLink>
        </p>
      ) : null}
      <AcceptedLine score={score} without={withoutAcceptances} accepted={accepted} repo={repo} />
      <p className="text-13">
        <TextLink href={scoreHref(repo)}>What the score means</TextLink>
      </p>
    </>
  );
}

/** How are we: the number, its grade, where it came from. */
export function ScoreCard(props: ScoreCardProps) {
  const days = scoreDays(props.history);
  const known = days.filter((day) => day.score !== null).length;
  return (
    <section aria-label="Posture score" className={cn('flex min-w-0 flex-col gap-3', props.className)}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <ScoreNumber score={props.score} grade={props.grade} />
        {props.change === undefined ? null : <Change change={props.change} />}
      </div>
      {known > 1 ? (
        <ScoreHistory title={scoreMessage(days)} days={days} height={104} />
      ) : props.score === null ? null : (
        <p className="text-12 text-faint">The course of the score appears from the second day on.</p>
      )}
      <Beside {...props} />
    </section>
  );
}
