import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { encodeId } from '#lib/ids.ts';
import { aboutOf, type NamedPlace, type RepositoryEntry } from './about-of.ts';
import type { Told } from './contract.ts';
import { headOf } from './head-of.ts';

export type FindingEvent = Extract<OutboxEvent, { kind: 'severity_set' | 'comment_added' }>;

export function isOfFindings<Entry extends OutboxEvent>(entry: Entry): entry is Entry & FindingEvent {
  return entry.kind === 'severity_set' || entry.kind === 'comment_added';
}

/** What is told of what people set and say on findings: never their words. */
export function findingTold(entry: RepositoryEntry & FindingEvent, place: NamedPlace): Told {
  const page = `/repositories/${place.repository}`;
  const pathOf = (number: number) => `${page}/findings/${number}`;
  switch (entry.kind) {
    case 'severity_set': {
      const { count, set, findings } = entry.detail;
      const [first] = findings;
      const only = count === 1 && first !== undefined ? first : null;
      const data = {
        ...aboutOf(entry, place, only === null ? page : pathOf(only.number)),
        ...{ count, set },
        findings: findings.map((one) => ({ ...one, url: `${place.publicUrl}${pathOf(one.number)}` })),
      };
      const whose = only === null ? `${count} findings` : `#${only.number}`;
      const change = only === null ? '' : ` from ${only.from} to ${only.to}`;
      const words = set
        ? `Somebody set the severity of ${whose}${change}.`
        : `The severity of ${whose} is what reports state again.`;
      return { event: { ...headOf(entry, 'severity_set'), data }, words };
    }
    case 'comment_added': {
      const { finding, comment: number } = entry.detail;
      const comment = encodeId('comment', { repoId: entry.repoId, number });
      const data = { ...aboutOf(entry, place, pathOf(finding)), finding, comment };
      return { event: { ...headOf(entry, 'comment_added'), data }, words: `Somebody commented on #${finding}.` };
    }
  }
}
