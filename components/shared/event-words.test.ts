import { expect, it } from 'vitest';
import { SINK_EVENTS } from '#lib/domain/sink/sink.ts';
import { EVENT_GROUPS } from './event-words.ts';

it('every event can be chosen, in one group', () => {
  expect(EVENT_GROUPS.flatMap(({ events }) => events).sort()).toEqual([...SINK_EVENTS].sort());
});
