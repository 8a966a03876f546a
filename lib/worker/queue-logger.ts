import { Logger as QueueLogger } from 'graphile-worker';
import type { Logger } from '#lib/log.ts';

/** The queue's own words in our log; its chatter about every job only when debugging. */
export function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
}
