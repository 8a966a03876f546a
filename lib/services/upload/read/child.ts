import { messageOf } from '#lib/errors.ts';
import type { ReadMessage, ReadRequest } from './protocol.ts';
import { readReport } from './read-report.ts';
import { systemFault } from './system-fault.ts';

const send = (message: ReadMessage): void => void process.send?.(message);

/**
 * Entry point of the reading child, which reads one report at a time. Failures of the machine are sent to the worker;
 * a crash of our code ends the process.
 */
process.on('message', (request: ReadRequest) => {
  readReport(request, send).catch((error: unknown) => {
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
