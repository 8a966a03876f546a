import { messageOf } from '#lib/errors.ts';
import type { CanonicalNames, ReadMessage, ReadNames, ReadRequest } from './protocol.ts';
import { readReport } from './read-report.ts';
import { systemFault } from './system-fault.ts';

const send = (message: ReadMessage): void => void process.send?.(message);

/** Waits for the answer of the worker, which ends this process when it has none. */
let answered: (answer: ReadNames) => void = () => undefined;

const askNames =
  (id: number): CanonicalNames =>
  (groups) =>
    new Promise((resolve) => {
      answered = ({ names }) => resolve(names);
      send({ kind: 'names', id, groups });
    });

/**
 * Entry point of the reading child, which reads one report at a time. Failures of the machine are sent to the worker;
 * a crash of our code ends the process.
 */
process.on('message', (message: ReadRequest | ReadNames) => {
  if ('kind' in message) return answered(message);
  const request = message;
  readReport(request, { send, canonicalNames: askNames(request.id) }).catch((error: unknown) => {
    const code = systemFault(error);
    if (code !== null) {
      send({ kind: 'failed', id: request.id, code, message: messageOf(error) });
      return;
    }
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
