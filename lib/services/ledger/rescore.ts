import { findOpenActions } from '#db/queries/actions-write.ts';
import { findEfforts } from '#db/queries/efforts.ts';
import { findScoreAndOpen, type StoredScore, updateRepositoryState } from '#db/queries/rescore.ts';
import { findStreams } from '#db/queries/streams.ts';
import type { ScoreParts } from '#db/score-parts.ts';
import { gainsOfMeasuring } from '#lib/domain/action/coverage.ts';
import { weigh } from '#lib/domain/action/rank-stored.ts';
import type { SlaPolicy } from '#lib/domain/action/sla.ts';
import { standingsOf, storedStandings } from '#lib/domain/coverage/standing.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { measureCategories } from '#lib/domain/score/measure.ts';
import { type ScoreDetail, score } from '#lib/domain/score/score.ts';
import { capOf, FORMULA_VERSION } from '#lib/domain/score/state.ts';
import type { LockedRepository } from './changes.ts';
import { type OpenAction, rankActions } from './rank-actions.ts';

export interface Rescored {
  before: StoredScore;
  /** Null while nothing was ever measured. */
  after: number | null;
  /** What its score counts. */
  actions: readonly OpenAction[];
  detail: ScoreDetail;
  /** Open findings by severity: info 0 … critical 4, unknown 5. */
  open: number[];
}

/** Computes the repository's score and ranks its actions from what is stored now, and stores both. */
export async function rescore(
  at: LockedRepository,
  uploads: number,
  { sla, exempted }: { sla: SlaPolicy; exempted: ReadonlySet<ScoreCategory> },
): Promise<Rescored> {
  const { tx, scope, repository, now } = at;
  const [before, streams, actions, efforts] = await Promise.all([
    findScoreAndOpen(tx, scope),
    findStreams(tx, scope),
    loadActions(at, sla),
    findEfforts(tx, scope, repository.demo),
  ]);
  const live = streams.filter((stream) => stream.retiredAt === null);
  const measures = measureCategories(live, now, repository.kind, exempted);
  const {
    gains,
    at: _at,
    ...detail
  } = score({
    now,
    categories: measures,
    actions: actions.map(({ key, category, counted }) => ({ key, category, severities: counted })),
    exposure: repository.exposure,
    caps: {
      liveSecret: actions.filter((action) => action.liveSecret).map((action) => action.key),
      overdueKevPublic:
        repository.exposure === 'public'
          ? actions.filter((action) => action.kevOverdue).map((action) => action.key)
          : [],
    },
    formulaVersion: FORMULA_VERSION,
  });
  await rankActions(at, actions, { gains, efforts });
  const measured = measures.some((measure) => measure.ageDays !== null);
  const after = measured ? detail.score : null;
  const scoreCap = capOf(detail.state.caps);
  await updateRepositoryState(tx, scope, {
    score: after,
    grade: measured ? detail.grade : null,
    notMeasured: detail.shareNotMeasured,
    parts: partsOf(detail, measured ? scoreCap : null),
    withoutAcceptances: measured ? detail.scoreWithoutAcceptances : null,
    coverage: storedStandings(standingsOf(live, repository.kind, exempted)),
    scoreCap,
    scoreDetail: detail,
    scoredAt: now,
    open: before.open,
    openActions: actions.filter((action) => action.open > 0).length,
    uploads,
  });
  return { before, after, actions, detail, open: before.open };
}

/** What lists need of a score. @param cap what it cannot exceed; null: nothing was ever measured, and measuring gains nothing yet */
function partsOf(detail: ScoreDetail, cap: number | null): ScoreParts {
  return {
    waterfall: detail.waterfall.map((step) => step.points),
    categories: detail.categories.flatMap(({ weight, confidence, health, loss }) => [weight, confidence, health, loss]),
    coverageGains: cap === null ? null : gainsOfMeasuring({ ...detail, cap }),
  };
}

async function loadActions({ tx, scope, repository, now }: LockedRepository, sla: SlaPolicy): Promise<OpenAction[]> {
  const actions: OpenAction[] = [];
  for await (const batch of findOpenActions(tx, scope)) {
    for (const { load, acceptedLoad, atRiskAt: storedAtRisk, ...action } of batch) {
      const loads = { category: action.category, load, acceptedLoad };
      actions.push({ ...action, storedAtRisk, ...weigh(loads, repository.criticality, now, sla, repository.exposure) });
    }
  }
  return actions;
}
