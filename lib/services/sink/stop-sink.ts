import type { Transaction } from '#db/client.ts';
import { listAdministrators } from '#db/queries/alerts.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import type { SinkRow } from '#db/queries/sinks.ts';
import { renderAlert } from '#lib/mail/render/render-alert.ts';
import type { System } from '#lib/system.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { sinkTarget } from './require-sink.ts';

/**
 * What follows when a sink failed for too long: every administrator gets a mail, once for each time that it stops, and the
 * audit log says so. To be called last.
 */
export async function stopSink(
  tx: Transaction,
  system: Pick<System, 'now' | 'env' | 'publicUrl'>,
  sink: SinkRow,
  failures: number,
): Promise<void> {
  const at = system.now();
  const { orgId, id, name, host } = sink;
  const organization = (await findOrganization(tx, orgId))?.name ?? '';
  const path = `/integrations/webhooks/${id}`;
  for (const { userId, name: recipient, timeZone } of await listAdministrators(tx, { orgId })) {
    const alert = {
      ...{ organization, recipient: { name: recipient, timeZone }, more: 0, heldBack: null },
      items: [{ kind: 'sink_paused', at, name, host, failures, path } as const],
      preferencesPath: '/account/alerts',
      unsubscribe: null,
    };
    const mail = await renderAlert(alert, system.publicUrl);
    const key = `sink:${id}:${at.toISOString()}:${userId}`;
    await queueMail(tx, system, { orgId }, { ...mail, key, kind: 'alert', userId, repositories: null });
  }
  const by = { orgId, at, actor: { kind: 'system', id: null, name: 'worker' }, source: null } as const;
  await writeAudit(tx, by, { verb: 'sink.stopped', target: sinkTarget(sink), detail: { host, failures } });
}
