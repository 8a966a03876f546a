import type { Tone } from '#components/charts/types.ts';
import { type LostPoints, Waterfall } from '#components/charts/waterfall.tsx';
import { findingCategories, findingsHref, repositoryTabHref } from '#components/queries/addresses.ts';
import { HatchLegend } from '#components/ui/card.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { SeverityCounts } from '#lib/contracts/common.ts';
import type { ScoreView } from '#lib/contracts/posture.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { listed, lostParts, lostWords, neverScanned, weighingIn } from './score-words.ts';

export interface ScoreWaterfallProps {
  score: ScoreView;
  open: SeverityCounts;
  /** Only this repository's; else the organization's. */
  repo?: string;
}

type Part = ScoreView['waterfall'][number];

const LABEL: Record<Part['part'], string> = {
  not_measured: 'Not measured',
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  weakest_link: 'Weakest link',
  cap: 'Limit',
};

function toneOf(part: Part['part']): Tone {
  if (part === 'not_measured') return 'unmeasured';
  return part === 'weakest_link' || part === 'cap' ? 'neutral' : part;
}

function describe(part: Part['part'], { score, open, repo }: ScoreWaterfallProps): Pick<LostPoints, 'detail' | 'href'> {
  const scope = repo === undefined ? {} : { repo };
  switch (part) {
    case 'not_measured': {
      const missing = score.categories.filter((one) => !one.exempt && one.confidence < 0.995);
      const href = repo === undefined ? '/repositories?sort=-not_measured' : repositoryTabHref(repo, 'coverage');
      const detail = listed(missing.map((one) => CATEGORY_TITLE[one.category]));
      return detail === '' ? { href } : { detail, href };
    }
    case 'critical':
    case 'high':
    case 'medium':
    case 'low': {
      const { severities, count } = weighingIn(part, open);
      // The counts above say how many are medium alone.
      const unknown = severities.includes('unknown') ? `, ${open.unknown} of unknown severity` : '';
      const detail = `${formatCount(count, 'open', 'open')}${unknown}`;
      return { detail, href: findingsHref({ ...scope, severity: severities }) };
    }
    case 'weakest_link': {
      // Of many repositories each has its own weakest category.
      if (repo === undefined) return { detail: 'Each repository’s weakest category counts twice' };
      const worst = score.categories.toSorted((a, b) => b.lost - a.lost)[0];
      if (worst === undefined) return {};
      const detail = `${CATEGORY_TITLE[worst.category]} counts twice`;
      // A category that is not scanned has no findings to link to.
      if (worst.confidence === 0) return { detail };
      return { detail, href: findingsHref({ ...scope, category: findingCategories(worst.category) }) };
    }
    case 'cap':
      return {
        detail:
          repo === undefined ? 'Working secrets limit scores of repositories' : 'A secret that works limits the score',
      };
  }
}

/** Where the points went: parts add up to 100 − score. */
export function ScoreWaterfall(props: ScoreWaterfallProps) {
  const parts = lostParts(props.score);
  const lost = parts.reduce((sum, part) => sum + part.points, 0);
  if (parts.length === 0) {
    return (
      <div>
        <h2 className="font-semibold text-14">No points lost</h2>
        <p className="mt-1 text-13 text-soft">Everything expected is measured, fresh and clean.</p>
      </div>
    );
  }
  return (
    <Waterfall
      title={`Where ${lostWords(100 - lost)} went`}
      note={
        props.score.score === null
          ? 'Nothing is measured, so all of them are unknown'
          : `100 − ${formatNumber(lost, 1)} = ${formatNumber(100 - lost, 1)}`
      }
      lost={parts.map(({ part, points: amount }) => ({
        key: part,
        label: part === 'not_measured' && !neverScanned(props.score) ? 'Missing or old scans' : LABEL[part],
        points: amount,
        tone: toneOf(part),
        ...describe(part, props),
      }))}
      legend={parts.some((one) => one.part === 'not_measured') ? <HatchLegend show={['unmeasured']} /> : null}
    />
  );
}
