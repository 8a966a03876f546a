import { messageOf } from '#lib/errors.ts';
import type { ReadMessage, ReadRequest } from './protocol.ts';
import { readReport } from './read-report.ts';
import { systemFault } from './system-fault.ts';

const send = (message: ReadMessage): void => void process.send?.(message);

/**
 * Entry of the reading child: one report at a time. What is the machine's fault is told; any other failure than
 * the report's own ends the process.
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
