import type { ActionRow } from '#lib/contracts/action.ts';

/** Where an action stands in the queue. */
export const LANE_WORD: Record<ActionRow['lane'], string> = {
  act_now: 'Act now',
  by_value: 'By value',
  watch: 'Watch: no fix yet',
};
