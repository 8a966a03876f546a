import type { OriginStatementView, ProvenanceView } from '#lib/contracts/provenance.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import type { Bound, OriginFact } from '#lib/domain/provenance/provenance.ts';
import { formatList } from '#lib/format.ts';
import { credentialOf } from './credential.ts';

type DeliveredBy = UploadView['delivered_by'];

/** What is proven by the credential that a report came with, and what is not. */
export function provenWords(by: DeliveredBy): string {
  if (by === null) return 'Who delivered it is not known: it came before that was kept.';
  switch (by.kind) {
    case 'upload_token':
    case 'api_token':
      return `Delivered with ${credentialOf(by)}, which proves who holds it, not which run used it.`;
    case 'session':
      return `Delivered by ${credentialOf(by)}, who was signed in: a person, not a run.`;
    case 'system':
      return 'Plumbline made it itself, of what it has.';
    case 'demo':
      return 'It belongs to the demo: no run delivered it.';
  }
}

function boundWords(bound: Bound, one: string, many: string): string {
  switch (bound) {
    case 'one':
      return `this ${one} alone`;
    case 'named':
      return `${many} that it names`;
    case 'any':
      return `any ${one}`;
  }
}

/** What the token might deliver when it did; null where no token delivered. */
export function boundsWords(provenance: ProvenanceView): string | null {
  if (provenance === null || provenance.bounds === null) return null;
  const { repositories, pipelines, scanners } = provenance.bounds;
  return `It could then deliver for ${formatList([
    boundWords(repositories, 'repository', 'repositories'),
    boundWords(pipelines, 'pipeline', 'pipelines'),
    boundWords(scanners, 'scanner', 'scanners'),
  ])}.`;
}

export const FACT_WORD: Readonly<Record<OriginFact, string>> = {
  repository: 'Repository',
  ref: 'Ref',
  commit: 'Commit',
};

/** A statement beside what the delivery said. */
export function agreementWords(
  { fact, agrees }: OriginStatementView,
  { repo, ref, commit }: Pick<UploadView, 'repo' | 'ref' | 'commit'>,
): string {
  const delivered = { repository: repo, ref, commit: commit?.slice(0, 12) ?? null }[fact];
  if (agrees === true) return 'as delivered';
  if (agrees === false) return `delivered for ${delivered ?? 'another one'}`;
  return delivered === null ? 'the delivery named none' : 'cannot be compared';
}

/** All that is said of where a report is from, what contradicts its delivery first. */
export function statementsIn(provenance: ProvenanceView): { by: 'report' | 'run'; statement: OriginStatementView }[] {
  const { run = [], report = null } = provenance ?? {};
  const all = [
    ...(report ?? []).map((statement) => ({ by: 'report' as const, statement })),
    ...run.map((statement) => ({ by: 'run' as const, statement })),
  ];
  return [
    ...all.filter((one) => one.statement.agrees === false),
    ...all.filter((one) => one.statement.agrees !== false),
  ];
}

/** Why nothing stands there of what the report says itself; null where something does. */
export function silenceWords({ provenance, status }: Pick<UploadView, 'provenance' | 'status'>): string | null {
  if (provenance?.report)
    return provenance.report.length > 0 ? null : 'The report itself does not say where it was made.';
  if (status === 'received' || status === 'processing') return 'What the report itself says is known when it is read.';
  return status === 'rejected'
    ? 'What the report itself says is not known: it was not read.'
    : 'What the report itself says was not looked at.';
}

export type Verdict = 'differs' | 'agrees' | 'silent' | 'unknown';

/** In a word, whether all that is said agrees with the delivery. */
export function verdictOf(provenance: ProvenanceView): Verdict {
  const said = statementsIn(provenance).map(({ statement }) => statement.agrees);
  if (said.includes(false)) return 'differs';
  if (said.includes(true)) return 'agrees';
  return provenance?.report ? 'silent' : 'unknown';
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  differs: 'differs from its delivery',
  agrees: 'agrees with its delivery',
  silent: 'does not say it',
  unknown: 'was not asked',
};

export const contradicts = (provenance: ProvenanceView): boolean => verdictOf(provenance) === 'differs';
