import type { WebhookEvent } from '#lib/contracts/event.ts';
import { alertItemOf } from '#lib/domain/alert/alert-item.ts';
import { alertWords } from '#lib/domain/alert/alert-words.ts';
import { hashText } from '#lib/domain/identity/hash.ts';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { ACTION_EVENTS, type ActionEventKind, type SinkEventKind } from '#lib/domain/sink/sink.ts';
import { encodeId } from '#lib/ids.ts';
import type { Told } from './contract.ts';
import { headOf } from './head-of.ts';
import { policyTold } from './policy-told.ts';

/** An entry of the outbox. */
export type Entry = OutboxEvent & {
  orgId: number;
  /** Null: about the organization as a whole. */
  repoId: number | null;
  /** Of the entry: the same for good. */
  id: number;
  at: Date;
  upload: number;
};

type RepositoryEntry = Exclude<Entry, { kind: 'audit_anchored' | 'gate_failed' | 'policy_changed' }> & {
  repoId: number;
};

export interface Place {
  organization: string;
  /** Its name; null: no repository. */
  repository: string | null;
  /** Without a slash at its end. */
  publicUrl: string;
}

/** What a sink wants: kinds of events, and the points that a score must lose to count as dropped. */
export interface Wanted {
  events: readonly SinkEventKind[];
  scoreDrop: number;
}

/** What a sink is told of an entry: none, one, or two (a change of posture can be a drop too). */
export function tell(entry: Entry, place: Place, wanted: Wanted): Told[] {
  if (entry.kind === 'audit_anchored') return wanted.events.includes(entry.kind) ? [anchorTold(entry, place)] : [];
  if (entry.kind === 'gate_failed' || entry.kind === 'policy_changed') {
    return wanted.events.includes(entry.kind) ? [policyTold(entry, place)] : [];
  }
  const { repoId } = entry;
  const { repository } = place;
  if (repoId === null || repository === null) return [];
  return tellOfRepository({ ...entry, repoId }, { ...place, repository }, wanted);
}

function tellOfRepository(entry: RepositoryEntry, place: Named, { events, scoreDrop }: Wanted): Told[] {
  const pathOf = (upload: number) => `/ingest/${uploadId(entry, upload)}`;
  const told: Told[] = [];
  if (entry.kind === 'posture_changed' && events.includes('posture_changed')) {
    told.push({ event: postureEvent(entry, place), words: postureWords(entry.detail) });
  }
  if (isOfActions(entry)) return events.includes(entry.kind) ? [actionTold(entry, place)] : [];
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

type Named = Place & { repository: string };
type Of<Kind> = Extract<RepositoryEntry, { kind: Kind }>;

const uploadId = ({ repoId }: RepositoryEntry, number: number): string => encodeId('upload', { repoId, number });

function aboutOf(entry: RepositoryEntry, place: Named, path: string) {
  return {
    organization: place.organization,
    repository: place.repository,
    upload: entry.upload === 0 ? null : uploadId(entry, entry.upload),
    url: `${place.publicUrl}${path}`,
  };
}

function postureEvent(entry: Of<'posture_changed'>, place: Named): WebhookEvent {
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

const ACTION_WORDS: Readonly<Record<ActionEventKind, (fixes: string) => string>> = {
  action_claimed: (fixes) => `Somebody took on ${fixes}.`,
  action_awaiting: (fixes) =>
    `Somebody says that ${fixes} ${fixes.startsWith('1 ') ? 'is' : 'are'} done; a scan has to agree.`,
  action_verified: (fixes) => `A scan agrees: ${fixes} done.`,
  action_back: (fixes) => `Still there: ${fixes} that somebody says ${fixes.startsWith('1 ') ? 'is' : 'are'} done.`,
};

function isOfActions(entry: RepositoryEntry): entry is Of<ActionEventKind> {
  return ACTION_EVENTS.some((kind) => kind === entry.kind);
}

function actionTold(entry: Of<ActionEventKind>, place: Named): Told {
  const { count, actions } = entry.detail;
  const [first] = actions;
  const pathOf = (number: number) => `/actions/${encodeId('action', { repoId: entry.repoId, number })}`;
  const path = count === 1 && first !== undefined ? pathOf(first.number) : `/repositories/${place.repository}`;
  const data = {
    ...aboutOf(entry, place, path),
    count,
    actions: actions.map(({ number, kind }) => ({ number, kind, url: `${place.publicUrl}${pathOf(number)}` })),
  };
  return {
    event: { ...headOf(entry, entry.kind), data },
    words: ACTION_WORDS[entry.kind](count === 1 ? '1 fix' : `${count} fixes`),
  };
}

function alertEvent(
  entry: Exclude<RepositoryEntry, Of<ActionEventKind>>,
  place: Named,
  { path }: { path: string },
): WebhookEvent | null {
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
    case 'kev_listed':
    case 'epss_risen': {
      const findings = entry.detail.findings.map(({ number, advisory }) => ({
        ...{ number, advisory: advisory.slice(0, 255).toWellFormed() },
        url: `${place.publicUrl}/repositories/${place.repository}/findings/${number}`,
      }));
      return { ...headOf(entry, entry.kind), data: { ...about, count: entry.detail.count, findings } };
    }
    case 'report_held': {
      const { closing, scanners, again } = entry.detail;
      return { ...headOf(entry, 'report_held'), data: { ...about, closing, scanners: [...scanners], again } };
    }
    case 'report_confirmed': {
      const { held, fixed } = entry.detail;
      return { ...headOf(entry, 'report_confirmed'), data: { ...about, fixed, held_upload: uploadId(entry, held) } };
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
    case 'exception_requested':
    case 'exception_approved':
    case 'exception_refused':
    case 'exception_withdrawn':
    case 'exception_expired':
    case 'exception_returned':
    case 'exception_expiring':
      return null;
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
