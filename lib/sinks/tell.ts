import type { WebhookEvent } from '#lib/contracts/event.ts';
import { alertItemOf } from '#lib/domain/alert/alert-item.ts';
import { alertWords } from '#lib/domain/alert/alert-words.ts';
import { hashText } from '#lib/domain/identity/hash.ts';
import type { ExceptionEventKind } from '#lib/domain/outbox/exception-words.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import type { ActionEventKind, SinkEventKind } from '#lib/domain/sink/sink.ts';
import { aboutOf, type Entry, type NamedPlace, type Place, type RepositoryEntry, uploadIdOf } from './about-of.ts';
import { actionTold, isOfActions } from './action-told.ts';
import type { Told } from './contract.ts';
import { exceptionTold, isOfExceptions } from './exception-told.ts';
import { type FindingEvent, findingTold, isOfFindings } from './finding-told.ts';
import { headOf } from './head-of.ts';
import { isOfPolicy, type PolicyEvent, policyTold } from './policy-told.ts';
import { isOfReviews, type ReviewEvent, reviewTold } from './review-told.ts';

/** What a sink wants: kinds of events, and the points that a score must lose to count as dropped. */
export interface Wanted {
  events: readonly SinkEventKind[];
  scoreDrop: number;
}

/** What a sink is told of an entry: none, one, or two (a change of posture can be a drop too). */
export function tell(entry: Entry, place: Place, wanted: Wanted): Told[] {
  if (entry.kind === 'audit_anchored') return wanted.events.includes(entry.kind) ? [anchorTold(entry, place)] : [];
  if (isOfReviews(entry)) return wanted.events.includes(entry.kind) ? [reviewTold(entry, place)] : [];
  if (isOfPolicy(entry)) return wanted.events.includes(entry.kind) ? [policyTold(entry, place)] : [];
  const { repoId } = entry;
  const { repository } = place;
  if (repoId === null || repository === null) return [];
  return tellOfRepository({ ...entry, repoId }, { ...place, repository }, wanted);
}

type Repositorys = Exclude<Entry, { kind: 'audit_anchored' } | PolicyEvent | ReviewEvent> & { repoId: number };
/** What alerts of findings and reports are made of. */
type AlertingEntry = Exclude<Repositorys, { kind: ActionEventKind | ExceptionEventKind } | FindingEvent>;

function tellOfRepository(entry: Repositorys, place: NamedPlace, { events, scoreDrop }: Wanted): Told[] {
  if (isOfActions(entry)) return events.includes(entry.kind) ? [actionTold(entry, place)] : [];
  if (isOfExceptions(entry)) return events.includes(entry.kind) ? [exceptionTold(entry, place)] : [];
  if (isOfFindings(entry)) return events.includes(entry.kind) ? [findingTold(entry, place)] : [];
  const pathOf = (upload: number) => `/ingest/${uploadIdOf(entry, upload)}`;
  const told: Told[] = [];
  if (entry.kind === 'posture_changed' && events.includes('posture_changed')) {
    told.push({ event: postureEvent(entry, place), words: postureWords(entry.detail) });
  }
  const item = alertItemOf(entry, { repository: place.repository, uploadPath: pathOf }, scoreDrop);
  if (item !== null && events.includes(item.kind)) {
    const event = alertEvent(entry, place, item);
    if (event !== null) told.push({ event, words: alertWords(item) });
  }
  // A held report that takes the place of another alerts nobody, but programs count.
  if (item === null && entry.kind === 'report_held' && events.includes('report_held')) {
    const event = alertEvent(entry, place, { path: pathOf(entry.upload) });
    if (event !== null) told.push({ event, words: 'A newer report took the place of one that waits.' });
  }
  return told;
}

type Of<Kind> = Extract<RepositoryEntry, { kind: Kind }>;

function postureEvent(entry: Of<'posture_changed'>, place: NamedPlace): WebhookEvent {
  const { introduced, reopened, fixed, score } = entry.detail;
  return {
    ...headOf(entry, 'posture_changed'),
    data: {
      ...aboutOf(entry, place, `/repositories/${place.repository}`),
      ...{ introduced, reopened, fixed },
      ...{ score_before: shownScore(score.before), score_after: shownScore(score.after) },
    },
  };
}

function postureWords({ introduced, reopened, fixed, score }: Of<'posture_changed'>['detail']): string {
  const counts = `${introduced} new, ${reopened} reopened, ${fixed} fixed`;
  const after = shownScore(score.after);
  return after === null
    ? `${counts}. The posture score is not known.`
    : `${counts}. The posture score is ${after.toFixed(1)}.`;
}

function alertEvent(entry: AlertingEntry, place: NamedPlace, { path }: { path: string }): WebhookEvent | null {
  const about = aboutOf(entry, place, path);
  switch (entry.kind) {
    case 'posture_changed': {
      const [before, after] = [shownScore(entry.detail.score.before), shownScore(entry.detail.score.after)];
      if (before === null || after === null) return null;
      return { ...headOf(entry, 'score_dropped'), data: { ...about, score_before: before, score_after: after } };
    }
    case 'live_secret_found': {
      const findings = entry.detail.findings.map(({ number, rule }) => ({
        ...{ number, rule: rule.slice(0, 255).toWellFormed() },
        url: `${place.publicUrl}/repositories/${place.repository}/findings/${number}`,
      }));
      return { ...headOf(entry, 'live_secret_found'), data: { ...about, count: entry.detail.count, findings } };
    }
    case 'malicious_found':
    case 'kev_listed':
    case 'epss_risen': {
      const findings = entry.detail.findings.map(({ number, advisory }) => ({
        ...{ number, advisory: advisory.slice(0, 255).toWellFormed() },
        url: `${place.publicUrl}/repositories/${place.repository}/findings/${number}`,
      }));
      return { ...headOf(entry, entry.kind), data: { ...about, count: entry.detail.count, findings } };
    }
    case 'admin_gained': {
      const people = entry.detail.people.map(({ name, kind, group, on, places }) => ({
        name,
        kind,
        group,
        on,
        places,
      }));
      return { ...headOf(entry, 'admin_gained'), data: { ...about, count: entry.detail.count, people } };
    }
    case 'pipeline_drifted': {
      const { count, newActions, widerPermissions, unreviewed } = entry.detail;
      const data = { ...about, count, new_actions: newActions, wider_permissions: widerPermissions, unreviewed };
      return { ...headOf(entry, 'pipeline_drifted'), data };
    }
    case 'report_held': {
      const { closing, scanners, again } = entry.detail;
      return { ...headOf(entry, 'report_held'), data: { ...about, closing, scanners: [...scanners], again } };
    }
    case 'report_confirmed': {
      const { held, fixed } = entry.detail;
      return { ...headOf(entry, 'report_confirmed'), data: { ...about, fixed, held_upload: uploadIdOf(entry, held) } };
    }
    case 'pipeline_silent': {
      const { pipeline, scanners, lastReportAt, usualHours } = entry.detail;
      const data = {
        ...about,
        pipeline,
        scanners: [...scanners],
        last_report_at: lastReportAt,
        usual_hours: usualHours,
      };
      return { ...headOf(entry, 'pipeline_silent'), data };
    }
  }
}

function anchorTold(entry: Extract<Entry, { kind: 'audit_anchored' }>, place: Place): Told {
  const { sequence, hash } = entry.detail;
  const data = { organization: place.organization, url: `${place.publicUrl}/audit`, sequence, hash };
  const words = `The audit log of ${place.organization} ends with entry ${sequence}, hash ${hash}.`;
  return { event: { ...headOf(entry, 'audit_anchored'), data }, words };
}

/** What the test button sends. @param nonce tells it from other tests */
export function testTold(organization: string, publicUrl: string, now: Date, nonce: string): Told {
  const words = 'Plumbline can reach this address. This is a test: nothing happened.';
  const data = { organization, message: words, url: `${publicUrl}/integrations` };
  const id = `evt_${hashText(`test ${nonce}`)}`;
  return { event: { type: 'test', id, timestamp: now.toISOString(), data }, words };
}
