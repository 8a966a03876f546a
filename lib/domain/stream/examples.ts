/** Test helper: findings of a report and of a stream, of which a test says only what it is about. */
import type { Observation } from '#lib/domain/finding/finding.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { contentHash, type FindingRecord, toRecord } from '#lib/domain/finding/record.ts';
import { mergeRecords } from '#lib/domain/finding/record-merge.ts';
import { assignKeys } from '#lib/domain/identity/assign-keys.ts';
import { hashKey } from '#lib/domain/identity/identity.ts';
import type { IncomingFinding, PresentFinding } from './move.ts';
import type { StreamValues } from './next-stream.ts';

export const incomingExample = (
  given: Pick<IncomingFinding, 'index' | 'key'> & Partial<IncomingFinding>,
): IncomingFinding => ({
  contentHash: 'c',
  move: null,
  path: null,
  line: null,
  scanner: 'semgrep',
  ruleId: 'rule',
  suppressed: false,
  ...given,
});

export const presentExample = (
  given: Pick<PresentFinding, 'number' | 'key'> & Partial<PresentFinding>,
): PresentFinding => ({ contentHash: 'c', move: null, path: null, line: null, ...given });

export const knownExample = (given: Pick<KnownFinding, 'number' | 'key'> & Partial<KnownFinding>): KnownFinding => ({
  state: 'open',
  category: 'sast',
  severity: 3,
  severitySet: null,
  decided: null,
  scanner: 'semgrep',
  ruleId: 'rule',
  path: null,
  line: null,
  actionNumber: 1,
  ...given,
});

/** A stream before its first report. */
export const NEW_STREAM: StreamValues = {
  categories: [],
  highWaterAt: null,
  currentUpload: null,
  lastSuccessAt: null,
  lastSuccessCommit: null,
  lastReportAt: null,
  reportTimes: [],
  reportInterval: null,
  heldUpload: null,
  present: 0,
  retiredAt: null,
};

export type ReportedExample = IncomingFinding & { record: FindingRecord };

const formerKeysOf = (bases: readonly string[] | undefined, ordinal: number): { formerKeys?: string[] } =>
  bases === undefined ? {} : { formerKeys: bases.map((base) => hashKey(base, ordinal)) };

/** What ingest makes of a report: one finding per key, in the order of the report; records that are one finding are merged. */
export function findingsOf(observations: readonly Observation[], secretKey: Uint8Array): ReportedExample[] {
  const recorded = observations.map((observation) => toRecord(observation, secretKey));
  const { keys, leaders, ordinals } = assignKeys(recorded);
  const merged = new Map<number, FindingRecord>();
  recorded.forEach(({ record }, index) => {
    const leader = leaders[index] ?? index;
    const known = merged.get(leader);
    merged.set(leader, known === undefined ? record : mergeRecords(known, record));
  });
  return [...merged].map(([index, record]) => ({
    index,
    key: keys[index] ?? '',
    ...formerKeysOf(recorded[index]?.formerBases, ordinals[index] ?? 0),
    contentHash: contentHash(record),
    move: recorded[index]?.move ?? null,
    path: record.path,
    line: record.line,
    scanner: record.scanner,
    ruleId: record.ruleId,
    suppressed: record.suppression !== null,
    record,
  }));
}
