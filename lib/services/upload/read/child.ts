import type { ReadRequest } from './protocol.ts';
import { readReport } from './read-report.ts';

/** Entry of the reading child: one report at a time. Any other failure than the report's own ends the process. */
process.on('message', (request: ReadRequest) => {
  readReport(request, (message) => process.send?.(message)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
