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
      const broken = few(rules.map(oneLine));
      const gate = `The gate of ${oneLine(refWords(ref))}`;
      if (entry.kind === 'gate_passed') {
        const open = entry.detail.stillOpen ?? null;
        const event = { ...headOf(entry, entry.kind), data: { ...data, still_open: open } };
        return { event, words: `${gate} passes again: ${passedWords(broken, open)}.` };
      }
      const what =
        entry.kind === 'branch_gate_passed' ? `passes again: nothing breaks ${broken} any more` : `fails: ${broken}`;
      return { event: { ...headOf(entry, entry.kind), data }, words: `${gate} ${what}.` };
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

/** A rule about what is new passes also where nobody fixed what broke it: then that is said. */
function passedWords(broken: string, open: number | null): string {
  if (open === 0) return `nothing breaks ${broken} any more`;
  if (open === null) return `nothing new breaks ${broken}`;
  return `nothing new breaks ${broken}, and ${open === 1 ? '1 finding that broke it is' : `${open} findings that broke it are`} still open`;
}
