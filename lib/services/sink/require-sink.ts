import type { Transaction } from '#db/client.ts';
import { lockSink, type SinkRow, type SinkScope } from '#db/queries/sinks.ts';
import type { AuditTarget } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';

export const noSuchSink = (): Fault =>
  new Fault('not_found', 'There is no such sink. `GET /api/v1/sinks` lists those that there are.');

/** A sink, for a change: nobody else changes it until the transaction ends. @throws Fault not_found */
export async function requireSink(tx: Transaction, scope: SinkScope): Promise<SinkRow> {
  const sink = await lockSink(tx, scope);
  if (sink === null) throw noSuchSink();
  return sink;
}

/** A sink, as the audit log names it. */
export const sinkTarget = ({ id, name }: Pick<SinkRow, 'id' | 'name'>): AuditTarget => ({
  kind: 'sink',
  id: String(id),
  name,
});
