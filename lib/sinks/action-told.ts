import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { ACTION_EVENTS, type ActionEventKind } from '#lib/domain/sink/sink.ts';
import { encodeId } from '#lib/ids.ts';
import { aboutOf, type NamedPlace, type RepositoryEntry } from './about-of.ts';
import type { Told } from './contract.ts';
import { headOf } from './head-of.ts';

type ActionEvent = Extract<OutboxEvent, { kind: ActionEventKind }>;

export function isOfActions<Entry extends OutboxEvent>(entry: Entry): entry is Entry & ActionEvent {
  return ACTION_EVENTS.some((kind) => kind === entry.kind);
}

type Assignee = ActionEvent['detail']['assignee'];

const is = (fixes: string): string => (fixes.startsWith('1 ') ? 'is' : 'are');
/** Names of people stay in Plumbline. */
const whose = (assignee: Assignee): string => (assignee?.kind === 'team' ? `team ${assignee.id}` : 'somebody');

const WORDS: Readonly<Record<ActionEventKind, (fixes: string, assignee: Assignee) => string>> = {
  action_claimed: (fixes, assignee) =>
    `${assignee?.kind === 'team' ? `Team ${assignee.id}` : 'Somebody'} took on ${fixes}.`,
  action_assigned: (fixes, assignee) => `${fixes} ${is(fixes)} given to ${whose(assignee)}.`,
  action_released: (fixes) => `Nobody works on ${fixes} any more.`,
  action_awaiting: (fixes) => `Somebody says that ${fixes} ${is(fixes)} done; a scan has to agree.`,
  action_not_fixed: (fixes) => `Somebody takes back that ${fixes} ${is(fixes)} done.`,
  action_verified: (fixes) => `A scan agrees: ${fixes} done.`,
  action_back: (fixes) => `Still there: ${fixes} that somebody says ${is(fixes)} done.`,
};

/** What is told of the work on actions. */
export function actionTold(entry: RepositoryEntry & ActionEvent, place: NamedPlace): Told {
  const { count, actions, assignee } = entry.detail;
  const [first] = actions;
  const pathOf = (number: number) => `/actions/${encodeId('action', { repoId: entry.repoId, number })}`;
  const path = count === 1 && first !== undefined ? pathOf(first.number) : `/repositories/${place.repository}`;
  const data = {
    ...aboutOf(entry, place, path),
    ...{ count, assignee: assignee ?? null },
    actions: actions.map(({ number, kind }) => ({ number, kind, url: `${place.publicUrl}${pathOf(number)}` })),
  };
  return {
    event: { ...headOf(entry, entry.kind), data },
    words: WORDS[entry.kind](count === 1 ? '1 fix' : `${count} fixes`, assignee),
  };
}
