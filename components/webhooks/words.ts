import { EVENT_WORDS } from '#components/shared/event-words.ts';
import type { SinkView } from '#lib/contracts/sink.ts';
import type { SinkKind } from '#lib/domain/sink/sink.ts';
import { formatCount } from '#lib/format.ts';

export const KIND_WORDS: Record<SinkKind, { label: string; address: string; hint: string }> = {
  webhook: {
    label: 'Webhook',
    address: 'https://example.com/plumbline',
    hint: 'One signed request for each event, as Standard Webhooks describes them.',
  },
  slack: {
    label: 'Slack',
    address: 'https://hooks.slack.com/services/…',
    hint: 'The address of an incoming webhook of your Slack app. Several events come in one message.',
  },
  teams: {
    label: 'Microsoft Teams',
    address: 'https://….logic.azure.com/workflows/…',
    hint: 'The address of a workflow that begins with “When a Teams webhook request is received”.',
  },
};

/** How sending goes, in a word. */
export function stateWord({ state, failures }: Pick<SinkView, 'state' | 'failures'>): string {
  switch (state) {
    case 'active':
      return failures === 0 ? 'Active' : 'Failing';
    case 'paused':
      return 'Paused';
    case 'stopped':
      return 'Stopped';
  }
}

/** What that means, and what to do; null while all is well. */
export function stateSentence({ state, failures, host }: Pick<SinkView, 'state' | 'failures' | 'host'>): string | null {
  switch (state) {
    case 'active':
      if (failures === 0) return null;
      return `The last ${failures === 1 ? 'attempt' : formatCount(failures, 'attempt')} failed. It is tried again by itself; everything that happens meanwhile is sent in order afterwards.`;
    case 'paused':
      return 'Nothing is sent until it is resumed. What happens meanwhile is kept for 90 days.';
    case 'stopped':
      return `${host} did not take a message for days, so nothing is sent to it any more. What happens meanwhile is kept for 90 days. Put the receiver right, send a test, then resume it.`;
  }
}

/** What it is told of, in the order of the choice. */
export function toldOf({ events, score_drop }: Pick<SinkView, 'events' | 'score_drop'>): string {
  return events
    .map((event) => {
      const { label } = EVENT_WORDS[event];
      return event === 'score_dropped' ? `${label} (from ${formatCount(score_drop, 'point')} on)` : label;
    })
    .join(', ');
}
