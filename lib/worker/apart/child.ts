import { z } from 'zod';
import { createLog } from '#lib/log.ts';
import { processUpload } from '#lib/services/upload/process.ts';
import { bindTo, closeSystem } from '#lib/system.ts';
import { systemOfWorker } from '../system-of-worker.ts';
import { TRY_AGAIN } from './exit-code.ts';

const order = z.object({ orgId: z.number().int(), repoId: z.number().int(), number: z.number().int() });

/** Processes one upload and ends: 0 when it is settled, TRY_AGAIN when the attempt failed for another reason. */
async function start(): Promise<void> {
  const { number, ...scope } = order.parse(JSON.parse(process.argv[2] ?? ''));
  const system = systemOfWorker(createLog('worker'));
  const code = await processUpload(bindTo(system, scope.orgId), scope, number).then(
    () => 0,
    () => TRY_AGAIN,
  );
  system.readers.close();
  await closeSystem(system, 5);
  process.exit(code);
}

// Who asked for it says when it ends: a signal for the whole group lets the upload be finished.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(TRY_AGAIN));
await start();
