import type { JobFacts, PipelineFacts, TokenRights } from './facts.ts';

/** What a file of a pipeline may do or run now, and did not before. */
export type DriftKind =
  | 'added'
  | 'removed'
  | 'new_action'
  | 'wider_permissions'
  | 'new_secret'
  | 'other_runner'
  | 'environment'
  /** Its text is another one: kept only where nobody had to look at that. */
  | 'edited';

export interface Drift {
  kind: DriftKind;
  /** Null: of the whole file. */
  job: string | null;
  /** What it is about: an action, a right, a secret, a machine, an environment. */
  what: string;
}

const MOST = 100;

/** What changed between two looks at a file, as far as it gives more to somebody. Null: there was, or is, no such file. */
export function driftOf(before: PipelineFacts | null, after: PipelineFacts | null): Drift[] {
  if (before === null && after === null) return [];
  if (after === null) return [{ kind: 'removed', job: null, what: '' }];
  const edited = editedTo(before, after);
  if (before === null)
    return [{ kind: 'added', job: null, what: after.jobs.map(({ name }) => name).join(', ') }, ...edited];
  const jobs = new Map(before.jobs.map((job) => [job.name, job]));
  const known = new Set(before.jobs.flatMap(({ uses }) => uses.map(nameOfUse)));
  const found = after.jobs.flatMap((job) => driftOfJob(jobs.get(job.name) ?? null, job, before));
  const added = new Map<string, Drift>();
  for (const { name, uses } of after.jobs) {
    for (const use of uses) {
      const what = nameOfUse(use);
      if (!known.has(what)) added.set(what, added.get(what) ?? { kind: 'new_action', job: name, what: use });
    }
  }
  return [...edited, ...added.values(), ...found].slice(0, MOST);
}

/** Where an older version read it, nothing is known of its text. */
function editedTo(before: PipelineFacts | null, { digest }: PipelineFacts): Drift[] {
  if (digest === undefined || before?.digest === digest || (before !== null && before.digest === undefined)) return [];
  return [{ kind: 'edited', job: null, what: digest }];
}

/** A job that is new has what the file gave to all before. */
function driftOfJob(before: JobFacts | null, after: JobFacts, file: PipelineFacts): Drift[] {
  const { name: job } = after;
  const rights = wider(before?.permissions ?? file.permissions, after.permissions);
  const secrets = new Set((before === null ? file.jobs : [before]).flatMap((each) => each.secrets));
  const drift: Drift[] = [
    ...rights.map((what): Drift => ({ kind: 'wider_permissions', job, what })),
    ...after.secrets.filter((one) => !secrets.has(one)).map((what): Drift => ({ kind: 'new_secret', job, what })),
  ];
  if (before === null) return drift;
  const runners = after.runners.filter((one) => !before.runners.includes(one));
  if (runners.length > 0) drift.push({ kind: 'other_runner', job, what: runners.join(', ') });
  if (before.environment !== after.environment) {
    drift.push({ kind: 'environment', job, what: `${before.environment ?? 'none'} → ${after.environment ?? 'none'}` });
  }
  return drift;
}

const ORDER = { none: 0, read: 1, write: 2 } as const;

/** Rights that `after` has beyond `before`. What is unsaid is what the organization says: no word of the file is wider than it. */
export function wider(before: TokenRights, after: TokenRights): string[] {
  if (before === after || before === 'write-all') return [];
  if (after === 'write-all') return ['write-all'];
  if (after === 'unsaid') return ['the default of the organization'];
  if (after === 'read-all') return before === 'unsaid' ? [] : ['read-all'];
  return Object.entries(after).flatMap(([scope, right]) => {
    const had = typeof before === 'object' ? (before[scope] ?? 'none') : before === 'read-all' ? 'read' : null;
    // What nobody said before is not known to be less, but for what must be asked for by name.
    if (had === null) return scope === 'id-token' && right === 'write' ? [`${scope}: ${right}`] : [];
    return ORDER[right] > ORDER[had] ? [`${scope}: ${right}`] : [];
  });
}

/** Without its version, tag or digest: another version of the same is no new one. */
export function nameOfUse(use: string): string {
  const at = use.lastIndexOf('@');
  const name = (at > 0 ? use.slice(0, at) : use).toLowerCase();
  // A colon before a slash is of a scheme, or of a port.
  const tag = name.lastIndexOf(':');
  return tag > name.lastIndexOf('/') ? name.slice(0, tag) : name;
}
