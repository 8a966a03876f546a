import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { encodeId } from '#lib/ids.ts';
import type { Told } from './contract.ts';
import { headOf } from './head-of.ts';

type PolicyEvent = Extract<OutboxEvent, { kind: 'gate_failed' | 'policy_changed' }>;

/** What is told of policies and gates. */
export function policyTold(
  entry: PolicyEvent & { orgId: number; repoId: number | null; id: number; at: Date; upload: number },
  place: { organization: string; repository: string | null; publicUrl: string },
): Told {
  const { organization, repository, publicUrl } = place;
  switch (entry.kind) {
    case 'gate_failed': {
      const id = encodeId('upload', { repoId: entry.repoId ?? 0, number: entry.upload });
      const rules = [...entry.detail.rules];
      const data = {
        ...{ organization, repository: repository ?? '', upload: id, url: `${publicUrl}/ingest/${id}` },
        ...{ rules, policy: entry.detail.policy },
      };
      const words = `A report of the default branch breaks the policy: ${rules.join(', ')}.`;
      return { event: { ...headOf(entry, 'gate_failed'), data }, words };
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
