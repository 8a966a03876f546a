import type { Transaction } from '#db/client.ts';
import type { SinkRow } from '#db/queries/sinks.ts';
import type { System } from '#lib/system.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { sinkTarget } from './require-sink.ts';

/** What follows when a sink failed for too long: the audit log says so. To be called last. */
export async function stopSink(
  tx: Transaction,
  system: Pick<System, 'now'>,
  sink: SinkRow,
  failures: number,
): Promise<void> {
  const by = {
    orgId: sink.orgId,
    at: system.now(),
    actor: { kind: 'system', id: null, name: 'worker' },
    source: null,
  } as const;
  await writeAudit(tx, by, { verb: 'sink.stopped', target: sinkTarget(sink), detail: { host: sink.host, failures } });
}
