import { Logger as QueueLogger } from 'graphile-worker';
import type { Logger } from '#lib/log.ts';

/** Forwards the queue's log lines to ours; those about single jobs at debug level. */
export function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
}
