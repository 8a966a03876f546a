import { experienceOf } from '#db/queries/efforts.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { coverageTitle } from '#lib/domain/action/coverage-words.ts';
import { effortHours } from '#lib/domain/action/effort.ts';
import { fixWords } from '#lib/domain/digest/action-words.ts';
import type { Digest, DigestAction, DigestList, DigestScope } from '#lib/domain/digest/digest.ts';
import { largestReasons } from '#lib/domain/digest/largest-reasons.ts';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { CAUSE_WORDS } from '#lib/domain/ledger/cause.ts';
import { ledgerHref } from '#lib/domain/ledger/ledger-href.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';
import { portfolioGains } from '#lib/domain/score/portfolio-gains.ts';
import { silence } from '#lib/domain/stream/silence.ts';
import { formatCount } from '#lib/format.ts';
import { encodeId } from '#lib/ids.ts';
import { actionHref, severitiesOf } from '#lib/views/action/action-row.ts';
import { coverageNumber } from '#lib/views/action/queue.ts';
import { organizationGain } from '#lib/views/posture/organization-gain.ts';
import { tenths } from '#lib/views/tenths.ts';
import { adminsGained } from './admins-gained.ts';
import { type Draft, type Fix, seesOf } from './draft-digest.ts';
import { newWeaknesses } from './new-weaknesses.ts';
import { pipelinesChanged } from './pipelines-changed.ts';
import { decisionsOf, gatesOf } from './policy-blocks.ts';
import { type Chosen, chosenKey } from './read-chosen.ts';
import { SHOWN, type Week } from './read-week.ts';
import { waysToProduction } from './ways-to-production.ts';

/** What reports of less than this share of a point say is no news. */
const LOST = 0.5;

export interface Reader {
  /** ISO week: `2026-W48`. */
  week: string;
  about: DigestScope;
  recipient: Digest['recipient'];
  notKnown?: readonly string[];
}

/** Puts a draft into words for one reader. `chosen`: the fixes that it names, by `chosenKey`. */
export function composeDigest(week: Week, draft: Draft, chosen: Chosen, reader: Reader): Digest {
  const { score, figures, overdue, exploited } = draft;
  const { timeZone } = reader.recipient;
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = figures.open;
  const words = wordsOf(week, draft, chosen, timeZone);
  const list = ({ items, total }: Draft['actions']): DigestList<DigestAction> => ({
    items: items.flatMap(words),
    total,
  });
  return {
    week: reader.week,
    period: { from: week.since, to: week.today },
    asOf: week.now.toISOString(),
    organization: headerText(week.organization.name),
    scope: reader.about,
    recipient: reader.recipient,
    score: { ...score, reasons: reasonsOf(week, draft, reader.about) },
    repositories: { total: figures.repositories, measured: figures.measured },
    open: { critical, high, medium, unknown, low, info },
    counts: { overdue, exploited, sample: week.sampled },
    actions: list(draft.actions),
    newlyOverdue: list(draft.newlyOverdue),
    dueNext: list(draft.dueNext),
    silent: silentOf(week, draft.scope),
    held: heldOf(week, draft.scope, timeZone),
    coverageLost: lossOf(week, draft),
    ...fixedOf(week, draft),
    privileges: adminsGained(week, draft.scope),
    ways: waysToProduction(week, draft.scope),
    weaknesses: newWeaknesses(week, draft.scope),
    pipelines: pipelinesChanged(week, draft.scope),
    ...decisionsOf(week, draft, timeZone),
    gates: gatesOf(week, draft),
    notKnown: reader.notKnown ?? [],
  };
}

function reasonsOf({ since, today }: Week, { moved, score }: Draft, about: DigestScope): Digest['score']['reasons'] {
  const period = { from: since, to: today };
  const scope = about.kind === 'team' ? `team:${about.slug}` : null;
  const named = moved.map(({ cause, shown: points, entries, findings }) => ({
    points,
    text: `${CAUSE_WORDS[cause]}: ${findings > 0 ? formatCount(findings, 'finding') : formatCount(entries, 'entry', 'entries')}`,
    path: withScope(ledgerHref(period, { cause }), scope),
  }));
  return largestReasons(score.change, named, withScope(ledgerHref(period), scope));
}

/** Puts a fix into words; nothing for one that is gone meanwhile. */
function wordsOf(week: Week, { rows, scored, scope }: Draft, chosen: Chosen, timeZone: string) {
  const gain = portfolioGains(scored);
  const places = new Map(scored.map(({ repoId }, index) => [repoId, index]));
  const names = new Map(rows.map(({ repoId, fullName }) => [repoId, fullName]));
  return (fix: Fix): DigestAction[] => {
    if (fix.kind === 'coverage') return coverageWords(week, scope, fix.coverage, scored);
    const row = chosen.get(chosenKey(fix));
    const repository = names.get(fix.repoId);
    if (row === undefined || repository === undefined) return [];
    return [
      {
        kind: row.kind,
        text: fixWords(row),
        ...{ repository, repositories: 1, severity: severitiesOf(row.load)[0] ?? null },
        points: {
          repository: tenths(row.gain),
          organization: tenths(gain([{ index: places.get(fix.repoId) ?? -1, points: row.gain }])),
        },
        effortHours: effortHours(row.effortKind, experienceOf(row)),
        due: row.dueAt === null ? null : localTime(row.dueAt, timeZone).day,
        overdue: row.dueAt !== null && row.dueAt < week.now,
        actNow: row.lane === 0,
        owners: ownersOf(week, scope, fix.repoId),
        path: actionHref(encodeId('action', fix)),
      },
    ];
  };
}

function coverageWords(
  week: Week,
  scope: ReadScope,
  coverage: Extract<Fix, { kind: 'coverage' }>['coverage'],
  scored: Draft['scored'],
): DigestAction[] {
  const { repositories, hours } = coverage;
  const [first, second] = repositories;
  if (first === undefined) return [];
  const only = second === undefined ? first : undefined;
  const gains = repositories.map(({ repoId, points }) => ({ repoId, gain: points }));
  const id = encodeId('coverage', { repoId: only?.repoId ?? 0, number: coverageNumber(coverage) });
  return [
    {
      kind: 'coverage',
      text: coverageTitle(coverage),
      ...{ repository: first.name, repositories: repositories.length, severity: null },
      points: { repository: only ? tenths(only.points) : null, organization: tenths(organizationGain(scored, gains)) },
      effortHours: hours,
      ...{ due: null, overdue: false, actNow: false },
      owners: only ? ownersOf(week, scope, only.repoId) : [],
      path: actionHref(id),
    },
  ];
}

/** Names of the teams that own a repository, of those that the reader may see. */
function ownersOf({ ownersOf: owners, teams }: Week, scope: ReadScope, repoId: number): string[] {
  const visible = (id: number): boolean => scope.teams === 'all' || (scope.teams ?? []).includes(id);
  return (owners.get(repoId) ?? []).filter(visible).flatMap((id) => headerText(teams.get(id)?.name ?? '') || []);
}

function silentOf({ silent, now }: Week, scope: ReadScope): Digest['silent'] {
  const all = silent.filter(seesOf(scope)).flatMap((row) => {
    const text = silence({ lastAt: row.lastReportAt, usualHours: row.reportInterval / 3600 }, now);
    if (text === null) return [];
    const { fullName: repository, pipeline, scanner } = row;
    const path = `/repositories/${repository}/pipelines`;
    return [{ repository, pipeline: headerText(pipeline), scanner: headerText(scanner), text, path }];
  });
  return { items: all.slice(0, SHOWN), total: all.length };
}

function heldOf({ held }: Week, scope: ReadScope, timeZone: string): Digest['held'] {
  const all = held.filter(seesOf(scope));
  const items = all.slice(0, SHOWN).map(({ fullName, scanner, receivedAt, ...id }) => ({
    repository: fullName,
    scanner: headerText(scanner ?? 'a scanner'),
    since: localTime(receivedAt, timeZone).day,
    path: `/ingest/${encodeId('upload', id)}`,
  }));
  return { items, total: all.length };
}

function lossOf({ unmeasured }: Week, { rows }: Draft): Digest['coverageLost'] {
  const lost = rows.flatMap(({ repoId, fullName: repository, parts }) => {
    const then = unmeasured.get(repoId);
    const now = parts?.waterfall[0];
    // Neither is ever positive: what was not measured then, and what is not now.
    const points = then === undefined || now === undefined ? 0 : then - now;
    return points < LOST ? [] : [{ repository, points: tenths(points), path: `/repositories/${repository}/coverage` }];
  });
  lost.sort((a, b) => b.points - a.points);
  return { items: lost.slice(0, SHOWN), total: lost.length };
}

function fixedOf(week: Week, { rows, scope }: Draft): Pick<Digest, 'fixed' | 'fixedFindings'> {
  const fixed = rows.flatMap(({ repoId, fullName: repository }) => {
    const findings = week.fixed.get(repoId) ?? 0;
    return findings === 0 ? [] : [{ repoId, repository, findings }];
  });
  fixed.sort((a, b) => b.findings - a.findings || a.repoId - b.repoId);
  const since = new URLSearchParams({ state: 'fixed', fixed_since: week.since });
  const items = fixed.slice(0, SHOWN).map(({ repoId, repository, findings }) => ({
    ...{ repository, findings, teams: ownersOf(week, scope, repoId) },
    path: `/findings?repo=${encodeURIComponent(repository)}&${since}`,
  }));
  const fixedFindings = fixed.reduce((sum, { findings }) => sum + findings, 0);
  return { fixed: { items, total: fixed.length }, fixedFindings };
}
