import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction } from '#db/transaction.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { sendDigestsOf } from '#lib/services/digest/send-digests.ts';
import { bindTo, closeSystem, noReader, openSystem } from '#lib/system.ts';
import { findEmbedded } from '#scripts/machine/embedded.ts';
import type { MailServer } from '../../fixtures/mail-server.ts';
import type { Plumbline } from '../plumbline.ts';
import { type Report, seconds } from '../report.ts';

const PEOPLE = 1000;
const PATIENCE_MS = 120_000;

/**
 * A digest for each of a thousand people, each of whom sees something else: made and drawn here, handed over by the worker of
 * the Plumbline, which knows `server`.
 */
export async function digests(plumbline: Plumbline, server: MailServer, report: Report): Promise<void> {
  const settings = await findEmbedded(plumbline.dataDir);
  if (!settings) throw new Error('the database of the bench does not run');
  const env = readEnv({ DATA_DIR: plumbline.dataDir, ENCRYPTION_KEY: '5e'.repeat(32), ...mailTo(server) });
  const system = openSystem({
    ...{ env, settings, log: createLog('bench', 'silent'), name: 'plumbline bench digests' },
    ...{ connections: 6, readers: noReader },
  });
  try {
    const [organization] = await system.systemSql<{ id: number }[]>`select min(id) as id from organizations`;
    const orgId = organization?.id ?? 0;
    const bound = bindTo(system, orgId);
    await addPeople(bound, orgId);
    const started = performance.now();
    await sendDigestsOf(bound, orgId);
    const made = performance.now() - started;
    while (server.delivered.length < PEOPLE && performance.now() - started < PATIENCE_MS) await sleep(20);
    const took = performance.now() - started;
    const people = new Set(server.delivered.map(({ to }) => to)).size;
    report.add({
      what: `${PEOPLE.toLocaleString('en')} digests, each of another scope: computed, drawn, and taken by a local mail server`,
      measured: `${seconds(took)} (${seconds(made)} to make them; ${server.delivered.length} mails to ${people} people)`,
      target: '≤ 60 s',
      met: took <= 60_000 && people === PEOPLE && server.delivered.length === PEOPLE,
    });
  } finally {
    await closeSystem(system, 5);
  }
}

/** The variables of a Plumbline that sends through this server. */
export const mailTo = ({ url }: MailServer) => ({ SMTP_URL: url, MAIL_FROM: 'Plumbline <plumbline@example.com>' });

/** A developer in a team of their own, which owns some repositories: no two the same. */
async function addPeople({ systemSql, now }: ReturnType<typeof openSystem>, orgId: number): Promise<void> {
  const long = new Date(now().getTime() - 30 * 86_400_000);
  await inTransaction(systemSql, async (tx) => {
    await tx`update organizations set developer_sight = 'teams' where id = ${orgId}`;
    await tx`
      insert into mail_settings (org_id, time_zone, weekday, hour, roles, since)
      values (${orgId}, 'UTC', 1, 0, '{developer}', ${long})`;
    await tx`
      insert into accounts (email, created_at) select 'reader-' || n || '@example.com', ${long}
      from generate_series(1, ${PEOPLE}::int) n`;
    await tx`
      insert into users (org_id, account_id, email, name, role, created_at)
      select ${orgId}, id, email, 'Reader', 'developer', ${long} from accounts where email like 'reader-%'`;
    await tx`
      insert into teams (org_id, slug, name, demo, created_at)
      select ${orgId}, 'team-' || id, 'Team ' || id, false, ${long} from users where email like 'reader-%' and org_id = ${orgId}`;
    await tx`
      insert into team_members (org_id, team_id, user_id, source)
      select t.org_id, t.id, u.id, 'manual' from teams t
      join users u on u.org_id = t.org_id and t.slug = 'team-' || u.id where t.org_id = ${orgId}`;
    // Ten bits of the reader's number choose among the repositories; bit i takes every tenth of them from i on.
    await tx`
      insert into team_repositories (org_id, team_id, repo_id, source)
      select t.org_id, t.id, r.id, 'manual' from (
        select org_id, id, row_number() over (order by id) as n from teams where org_id = ${orgId} and slug like 'team-%') t
      join (select org_id, id, row_number() over (order by id) as n from repositories where org_id = ${orgId}) r
        on r.org_id = t.org_id and (t.n >> ((r.n % 10)::int)) & 1 = 1`;
  });
}
