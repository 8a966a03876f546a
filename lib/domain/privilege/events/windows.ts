/** Days of events that an inventory is made of: what happened before no longer says anything of today. */
export const EVENT_WINDOW_DAYS = 30;
/** Days for which counts of events are kept. */
export const KEEP_EVENTS_DAYS = 90;
/** Hours in which a batch that is sent again is known. */
export const KEEP_BATCHES_HOURS = 24;

/** What events of one system may say on one day: more is no workload but somebody who makes names up. */
export const MOST_FACTS_OF_A_DAY = 20_000;
