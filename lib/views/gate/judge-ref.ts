import type { Connection } from '#db/client.ts';
import { findHeld, findStreamsOfRefs } from '#db/queries/branch.ts';
import {
  countPresentFacts,
  findJudgedUploads,
  findNumberedFacts,
  findWaitingUploads,
  type JudgedUpload,
} from '#db/queries/gates.ts';
import { findPolicyInForce } from '#db/queries/policies.ts';
import type { Repository } from '#db/queries/repositories.ts';
import type { Stream } from '#db/queries/streams.ts';
import type { GateRequest } from '#lib/contracts/gate.ts';
import { chosenPolicy } from '#lib/domain/policy/chosen-policy.ts';
import { composeGate, type NumberedFacts } from '#lib/domain/policy/compose-gate.ts';
import { MOST_KEPT, type StoredGate } from '#lib/domain/policy/gate.ts';
import { type FactGroup, type GatePlace, groupFacts } from '#lib/domain/policy/gate-facts.ts';
import { asksFor, judge } from '#lib/domain/policy/judge.ts';
import { placeOf } from '#lib/domain/policy/place-of.ts';
import { isSameCommit, scannedBy } from '#lib/domain/policy/scanned-by.ts';
import { canonicalRef } from '#lib/domain/stream/ref.ts';
import { formatList } from '#lib/format.ts';
import { feedsFor } from './feeds-for.ts';
import { nameFindings } from './name-findings.ts';

export interface JudgedRef {
  gate: StoredGate;
  policy: { version: number; override: number | null };
  ref: string;
  commit: string | null;
  waiting: { number: number; scanner: string | null; state: 'received' | 'processing' | 'held' }[];
  /** Numbers of what the reports of the ref introduced. */
  introduced: number[];
}

interface Asked {
  sql: Connection;
  repository: Repository;
  ref: string;
  commit: string | null;
  /** Reports in effect that no policy has judged. */
  unjudged: number;
}

/** Judges a ref by what is known now: over all reports that are in effect there, and what is open of what they introduced. */
export async function judgeRef(
  { sql, now }: { sql: Connection; now: Date },
  repository: Repository,
  request: GateRequest,
): Promise<JudgedRef> {
  const { ref: given, commit: wanted } = request;
  const pipeline = request.pipeline ?? null;
  const scope = { orgId: repository.orgId, repoId: repository.id };
  const ref = given === undefined ? repository.defaultBranch : canonicalRef(given);
  const [streams, inForce, waiting] = await Promise.all([
    findStreamsOfRefs(sql, scope, [...new Set([ref, repository.defaultBranch])]),
    findPolicyInForce(sql, scope, null),
    findWaitingUploads(sql, scope, { ref, pipeline }),
  ]);
  const current = currentOf(streams, ref);
  const uploads = await findJudgedUploads(sql, scope, current, pipeline);
  const commit = wanted ?? newest(uploads)?.commit ?? null;
  const unjudged = pipeline === null ? current.length - uploads.length : 0;
  const asked: Asked = { sql, repository, ref, commit, unjudged };
  const ids = new Set(uploads.map(({ number }) => number));
  const own = streams.filter((stream) => isActive(stream, ref) && ids.has(stream.currentUpload ?? 0));
  const policy = chosenPolicy(inForce);
  const pipelines = [...new Set(uploads.map(({ pipeline: key }) => key))];
  const place = placeOf(repository, {
    ref,
    labels: inForce.labels,
    pipelines: pipeline === null ? pipelines : [pipeline],
  });
  const judged = place.role === 'branch' ? uploads : uploads.filter((upload) => isSameCommit(upload.commit, commit));
  const numbers = await introducedNow(asked, place, judged, streams);
  const found = await findNumberedFacts(sql, scope, numbers);
  const present = own.map(({ id }) => id);
  const unknown = whyUnknown(asked, place, judged, waiting);
  const isTotal = asksFor('total', policy.rules, place);
  const total = isTotal ? { groups: await countPresentFacts(sql, scope, present), unknown } : null;
  const facts = {
    introduced: { groups: groupsOf(found, judged), unknown },
    total,
    scanned: scannedBy(own, commit),
    feeds: await feedsFor({ sql, scope }, found.length + (total?.groups.length ?? 0)),
  };
  const result = judge(policy.rules, place, facts, now);
  const named = await nameFindings({ sql, scope }, result, { introduced: found, streams: present });
  return {
    gate: composeGate(result, named, policy.refused),
    policy: { version: policy.version, override: policy.override },
    ...{ ref, commit, waiting, introduced: found.map(({ number }) => number) },
  };
}

const isActive = (stream: Stream, ref: string): boolean =>
  stream.ref === ref && stream.retiredAt === null && stream.currentUpload !== null;

const currentOf = (streams: readonly Stream[], ref: string): number[] => [
  ...new Set(streams.filter((stream) => isActive(stream, ref)).flatMap(({ currentUpload }) => currentUpload ?? [])),
];

const newest = (uploads: readonly JudgedUpload[]): JudgedUpload | undefined =>
  uploads.toSorted((a, b) => b.orderAt.getTime() - a.orderAt.getTime() || b.number - a.number)[0];

/** What was introduced and is still so: on a branch without what the default branch has by now. */
async function introducedNow(
  { sql, repository }: Asked,
  place: GatePlace,
  uploads: readonly JudgedUpload[],
  streams: readonly Stream[],
): Promise<number[]> {
  const numbers = [...new Set(uploads.flatMap(({ introduced }) => introduced))];
  if (numbers.length === 0) return numbers;
  const scope = { orgId: repository.orgId, repoId: repository.id };
  const on = (ref: string) => streams.filter((stream) => isActive(stream, ref)).map(({ id }) => id);
  const here = await findHeld(sql, scope, on(place.ref), numbers);
  const inherited =
    place.role === 'branch' ? await findHeld(sql, scope, on(repository.defaultBranch), numbers) : new Set();
  return numbers.filter((number) => here.has(number) && !inherited.has(number));
}

/** Of a report that introduced more than is kept one by one, what was counted then. */
function groupsOf(found: readonly NumberedFacts[], uploads: readonly JudgedUpload[]): FactGroup[] {
  const groups = groupFacts(found);
  const cut = uploads.filter(({ introduced }) => introduced.length >= MOST_KEPT);
  return [...groups, ...cut.flatMap(({ facts }) => facts.introduced.groups)];
}

function whyUnknown(
  { ref, commit, unjudged }: Asked,
  { role }: GatePlace,
  uploads: readonly JudgedUpload[],
  waiting: JudgedRef['waiting'],
): string | null {
  const held = waiting.filter(({ state }) => state === 'held').map(({ scanner }) => scanner ?? 'a scanner');
  if (held.length > 0)
    return `A report of ${formatList([...new Set(held)], 5)} on ${ref} is held until somebody releases it.`;
  if (uploads.length === 0 && commit !== null)
    return `No report of commit ${commit.slice(0, 12)} is in effect on ${ref}.`;
  if (uploads.length === 0) return `No report of ${ref} is in effect.`;
  if (role === 'branch' && commit !== null && !uploads.some((upload) => isSameCommit(upload.commit, commit))) {
    return `No report of commit ${commit.slice(0, 12)} is in effect on ${ref}.`;
  }
  if (unjudged > 0) return `Reports of ${ref} were read before there were policies: deliver them again.`;
  return uploads.map(({ facts }) => facts.introduced.unknown).find((reason) => reason !== null) ?? null;
}
