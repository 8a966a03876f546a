import { messageOf } from '#lib/errors.ts';
import { systemFault } from '../../upload/read/system-fault.ts';
import { computePaths } from './compute-paths.ts';
import type { PathsAnswer, PathsRequest } from './protocol.ts';

/** Entry point of the child that computes the paths of one inventory, and ends. */
process.once('message', (request: PathsRequest) => {
  computePaths(request)
    .catch((error: unknown): PathsAnswer => {
      const code = systemFault(error);
      if (code !== null) return { kind: 'failed', code, message: messageOf(error) };
      throw error;
    })
    .then(
      (answer) => process.send?.(answer, () => process.exit(0)),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
});
process.on('disconnect', () => process.exit(0));
