import { z } from 'zod';
import type { ConnectionSettings } from '#db/client.ts';
import { LOAD_DEMO, REMOVE_DEMO } from '#lib/demo/request.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { PROCESS_UPLOAD } from '#lib/services/upload/accept.ts';
import { type ProcessDeps, processUpload } from '#lib/services/upload/process.ts';
import type { ReaderPool } from '#lib/services/upload/read/pool.ts';
import { sweepBlobs, sweepUploads } from '#lib/services/upload/sweep.ts';

export interface WorkerDeps extends ProcessDeps {
  readers: ReaderPool;
  settings: ConnectionSettings;
}

interface Job {
  id: string;
  /** Five fields of cron, UTC. */
  cron?: string;
  run: (deps: WorkerDeps, payload: unknown) => Promise<void>;
}

const organizationPayload = z.object({ orgId: z.number().int() });
const uploadPayload = z.object({ orgId: z.number().int(), repoId: z.number().int(), number: z.number().int() });

/** Every job that the worker knows. Scheduled ones are idempotent: a missed or doubled run changes nothing. */
export const JOBS: readonly Job[] = [
  {
    id: PROCESS_UPLOAD,
    run: (deps, payload) => {
      const { orgId, repoId, number } = uploadPayload.parse(payload);
      return processUpload(deps, { orgId, repoId }, number);
    },
  },
  { id: 'sweep_uploads', cron: '* * * * *', run: (deps) => sweepUploads(deps) },
  { id: 'sweep_blobs', cron: '41 * * * *', run: (deps) => sweepBlobs(deps) },
  { id: 'roll_up', cron: '7 * * * *', run: (deps) => rollUp(deps) },
  {
    id: LOAD_DEMO,
    run: async (deps, payload) => {
      const { loadDemo } = await import('#lib/demo/load.ts');
      await loadDemo(deps, organizationPayload.parse(payload));
    },
  },
  {
    id: REMOVE_DEMO,
    run: async (deps, payload) => {
      const { removeDemo } = await import('#lib/demo/remove.ts');
      await removeDemo(deps, organizationPayload.parse(payload));
    },
  },
];
