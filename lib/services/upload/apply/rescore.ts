import { asJsonRecords, type BulkRow } from '#db/bulk.ts';
import type { Transaction } from '#db/client.ts';
import { asReal } from '#db/column-types.ts';
import { findOpenActions, type OpenAction, updateActionRanks } from '#db/queries/actions-write.ts';
import { openBySeverity } from '#db/queries/counts.ts';
import type { Repository } from '#db/queries/repositories.ts';
import { findScore, updateRepositoryState } from '#db/queries/rescore.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findStreams } from '#db/queries/streams.ts';
import { loadsAt } from '#lib/domain/action/load.ts';
import { type Ranked, rank } from '#lib/domain/action/rank.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { measureCategories } from '#lib/domain/score/measure.ts';
import type { Criticality } from '#lib/domain/score/portfolio.ts';
import { type ScoreResult, score } from '#lib/domain/score/score.ts';
import type { SeverityLoads } from '#lib/domain/score/units.ts';

export interface Rescored {
  before: number | null;
  /** Null while nothing was ever measured. */
  after: number | null;
  detail: Omit<ScoreResult, 'gains' | 'at'>;
  open: number[];
}

type Loaded = Omit<OpenAction, 'load'> & { severities: SeverityLoads; live: boolean };

/** Computes the repository's score and the places of its actions from what is stored now, and stores both. */
export async function rescore(
  tx: Transaction,
  scope: RepositoryScope,
  repository: Repository,
  now: Date,
): Promise<Rescored> {
  const before = await findScore(tx, scope);
  const criticality = repository.criticality;
  const actions = await loadActions(tx, scope, criticality, now);
  const streams = await findStreams(tx, scope);
  const measures = measureCategories(streams, now);
  const {
    gains,
    at: _at,
    ...detail
  } = score({
    now,
    categories: measures,
    actions: actions.map(({ key, category, severities }) => ({ key, category, severities })),
    exposure: repository.exposure,
    caps: { liveSecret: actions.filter((action) => action.live).map((action) => action.key), overdueKevPublic: [] },
    formulaVersion: 1,
  });
  await rerank(tx, scope, repository, actions, gains, now);
  const measured = measures.some((measure) => measure.ageDays !== null);
  const after = measured ? detail.score : null;
  const open = await openBySeverity(tx, scope);
  await updateRepositoryState(tx, scope, {
    score: after,
    grade: measured ? detail.grade : null,
    notMeasured: detail.shareNotMeasured,
    waterfall: detail.waterfall.map((step) => step.points),
    categories: detail.categories.flatMap(({ weight, confidence, health, loss }) => [weight, confidence, health, loss]),
    withoutAcceptances: measured ? detail.scoreWithoutAcceptances : null,
    scoreDetail: detail,
    scoredAt: now,
    open,
    openActions: actions.length,
  });
  return { before, after, detail, open };
}

async function loadActions(
  tx: Transaction,
  scope: RepositoryScope,
  criticality: Criticality,
  now: Date,
): Promise<Loaded[]> {
  const actions: Loaded[] = [];
  for await (const batch of findOpenActions(tx, scope)) {
    for (const { load, ...action } of batch) {
      const groups = Object.values(load).flat();
      const live = action.category === 'secret' && groups.some((group) => group?.confidence === 'verified');
      actions.push({ ...action, severities: loadsAt(load, DEFAULT_SLA, criticality, now), live });
    }
  }
  return actions;
}

/** Below these differences a stored place is left alone: a new scan moves every gain by a hair. */
const GAIN_STEP = 0.05;
const VALUE_STEP = 0.01;
const CHUNK = 5000;

async function rerank(
  tx: Transaction,
  scope: RepositoryScope,
  repository: Repository,
  actions: readonly Loaded[],
  gains: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  for (let at = 0; at < actions.length; at += CHUNK) {
    const rows = actions.slice(at, at + CHUNK).flatMap((action) => movedPlace(action, repository, gains, now));
    if (rows.length > 0) await updateActionRanks(tx, scope, asJsonRecords(['number', 'lane', 'value', 'gain'], rows));
  }
}

/** The row of an action whose place has changed; nothing where it is as good as the same. */
function movedPlace(action: Loaded, repository: Repository, gains: ReadonlyMap<string, number>, now: Date): BulkRow[] {
  const gain = asReal(gains.get(action.key) ?? 0);
  const ranked = rankOf(action, repository, gain, now);
  const value = asReal(placeOf(ranked));
  const same =
    ranked.lane === action.lane &&
    Math.abs(gain - action.gain) < GAIN_STEP &&
    Math.abs(value - action.value) <= VALUE_STEP * Math.abs(value);
  return same ? [] : [[action.number, ranked.lane, value, gain]];
}

function rankOf(action: Loaded, repository: Repository, gain: number, now: Date): Ranked {
  return rank(
    {
      key: action.key,
      kind: action.kind,
      effortKind: action.effortKind,
      repositories: [
        {
          criticality: repository.criticality,
          exposure: repository.exposure,
          severities: action.severities,
          gain,
        },
      ],
      dueAt: action.dueAt,
      urgent: { liveSecret: action.live, kevPastDue: false, malicious: false, threeDays: false },
    },
    now,
  );
}

const HOUR_MS = 3_600_000;

/** The number that orders a lane, larger first. */
function placeOf(ranked: Ranked): number {
  switch (ranked.lane) {
    case 0:
    case 3:
      return ranked.risk;
    case 1:
      return ranked.dueAt === null ? 0 : -ranked.dueAt.getTime() / HOUR_MS;
    case 2:
      return ranked.value;
  }
}
