import { findStreamsOfRefs } from '#db/queries/branch.ts';
import { countPresentFacts, findNumberedFacts, writeGateAnswer } from '#db/queries/gates.ts';
import { findPolicyInForce } from '#db/queries/policies.ts';
import { chosenPolicy } from '#lib/domain/policy/chosen-policy.ts';
import { composeGate } from '#lib/domain/policy/compose-gate.ts';
import { MOST_KEPT } from '#lib/domain/policy/gate.ts';
import { type CountedFindings, type GateFacts, type GatePlace, groupFacts } from '#lib/domain/policy/gate-facts.ts';
import { asksFor, judge } from '#lib/domain/policy/judge.ts';
import type { RuleEffect } from '#lib/domain/policy/judgement.ts';
import { placeOf } from '#lib/domain/policy/place-of.ts';
import { scannedBy } from '#lib/domain/policy/scanned-by.ts';
import { countedGaps, gapInAll } from '#lib/domain/stream/witness.ts';
import { formatList } from '#lib/format.ts';
import { feedsFor } from '#lib/views/gate/feeds-for.ts';
import { nameFindings } from '#lib/views/gate/name-findings.ts';
import type { Introduced } from './compare-with-default.ts';
import type { At, Part } from './parts.ts';
import { tellGate } from './tell-gate.ts';

/**
 * Judges a report that took effect by the policy in force, in its transaction, and keeps the answer with the facts. What
 * the whole run decides (scanners that must have reported) is left to whoever asks for the gate of the ref.
 */
export async function judgeUpload(at: At, parts: readonly Part[], introduced: Introduced): Promise<RuleEffect> {
  const { tx, scope, upload, repository, now } = at;
  const [inForce, found, all] = await Promise.all([
    findPolicyInForce(tx, scope, upload.pipelineId),
    findNumberedFacts(tx, scope, introduced.numbers),
    findStreamsOfRefs(tx, scope, [upload.ref]),
  ]);
  const policy = chosenPolicy(inForce);
  const place = placeOf(repository, {
    ref: upload.ref,
    labels: inForce.labels,
    pipelines: [inForce.pipeline ?? 'default'],
  });
  const streams = all.filter(({ retiredAt }) => retiredAt === null);
  const present = streams.map(({ id }) => id);
  const total = asksFor('total', policy.rules, place) ? await totalOf(at, present, parts) : null;
  const facts: GateFacts = {
    introduced: { groups: groupFacts(found), unknown: whyUnknown(at, place, parts, introduced) },
    total,
    scanned: scannedBy(streams, upload.commit),
    feeds: await feedsFor({ sql: tx, scope }, found.length + (total?.groups.length ?? 0)),
  };
  const judged = judge(policy.rules, place, { ...facts, scanned: null }, now);
  const named = await nameFindings({ sql: tx, scope }, judged, { introduced: found, streams: present });
  const answer = composeGate(judged, named, policy.refused);
  await writeGateAnswer(tx, {
    ...scope,
    ...{ upload: upload.number, pipelineId: upload.pipelineId, at: now, outcome: judged.outcome },
    ...{ policyVersion: policy.version, overrideVersion: policy.override },
    answer,
    facts: { ...facts, place },
    introduced: introduced.numbers.slice(0, MOST_KEPT),
  });
  await tellGate(at, { parts, streams, answer, policy: policy.version, role: place.role });
  return judged.outcome;
}

async function totalOf(at: At, streams: readonly number[], parts: readonly Part[]): Promise<CountedFindings> {
  return { groups: await countPresentFacts(at.tx, at.scope, streams), unknown: unlookedAt(at, parts) };
}

function whyUnknown(at: At, place: GatePlace, parts: readonly Part[], { uncompared }: Introduced): string | null {
  const scanners = [...new Set(uncompared.map(({ stream }) => stream.scanner))].sort();
  if (scanners.length === 0) return unlookedAt(at, parts);
  const who = formatList(scanners, 5);
  return place.role === 'branch'
    ? `${at.repository.defaultBranch} has no report of ${who} yet to compare this branch with: what is new is unknown.`
    : `This is the first report of ${who} on ${place.ref}: what is new is unknown.`;
}

/** A scan that did not look at everything says nothing of the rest. `complete=false` says that it is a part on purpose. */
function unlookedAt({ upload }: At, parts: readonly Part[]): string | null {
  for (const { gaps, stream } of parts) {
    const gap = gapInAll(countedGaps(gaps, { complete: true, completeSaid: upload.completeSaid }));
    if (gap !== null) return `${stream.scanner} did not look at everything: ${gap.reason}`;
  }
  return null;
}
