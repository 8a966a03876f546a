import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { few, oneLine } from '#lib/domain/outbox/few.ts';
import { refWords } from '#lib/domain/stream/ref-words.ts';
import { encodeId } from '#lib/ids.ts';
import type { Told } from './contract.ts';
import { headOf } from './head-of.ts';

type GateEvent = Extract<OutboxEvent, { kind: `${string}gate_${string}` }>;
export type PolicyEvent = GateEvent | Extract<OutboxEvent, { kind: 'policy_changed' }>;

export function isOfPolicy(entry: OutboxEvent): entry is PolicyEvent {
  return entry.kind === 'policy_changed' || isOfGates(entry);
}

function isOfGates(entry: OutboxEvent): entry is GateEvent {
  switch (entry.kind) {
    case 'gate_failed':
    case 'gate_passed':
    case 'branch_gate_failed':
    case 'branch_gate_passed':
      return true;
    default:
      return false;
  }
}

/** What is told of policies and gates. */
export function policyTold(
  entry: PolicyEvent & { orgId: number; repoId: number | null; id: number; at: Date; upload: number },
  place: { organization: string; repository: string | null; publicUrl: string },
): Told {
  const { organization, repository, publicUrl } = place;
  switch (entry.kind) {
    case 'gate_failed':
    case 'gate_passed':
    case 'branch_gate_failed':
    case 'branch_gate_passed': {
      const id = encodeId('upload', { repoId: entry.repoId ?? 0, number: entry.upload });
      const { policy, ref, commit } = entry.detail;
      const rules = [...entry.detail.rules];
      const data = {
        ...{ organization, repository: repository ?? '', upload: id, url: `${publicUrl}/ingest/${id}` },
        ...{ ref, commit, rules, policy },
      };
      const isPassed = entry.kind === 'gate_passed' || entry.kind === 'branch_gate_passed';
      const broken = few(rules.map(oneLine));
      const what = isPassed ? `passes again: nothing breaks ${broken} any more` : `fails: ${broken}`;
      const words = `The gate of ${oneLine(refWords(ref))} ${what}.`;
      return { event: { ...headOf(entry, entry.kind), data }, words };
    }
    case 'policy_changed': {
      const { version, removed } = entry.detail;
      const url =
        repository === null ? `${publicUrl}/policy` : `${publicUrl}/policy?repo=${encodeURIComponent(repository)}`;
      const whose = repository === null ? `The policy of ${organization}` : 'The rules of the repository itself';
      const words = removed
        ? `${whose} were removed.`
        : `${whose} ${repository === null ? 'is' : 'are'} version ${version} now.`;
      return {
        event: { ...headOf(entry, 'policy_changed'), data: { organization, repository, url, version, removed } },
        words,
      };
    }
  }
}
