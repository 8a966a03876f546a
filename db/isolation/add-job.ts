import type { Transaction } from '../connection.ts';
import { VIEWS } from '../writer/binding.ts';
import { quoted } from './app-role.ts';

const BODY = `
declare
  bound text := nullif(current_setting('app.org_id', true), '');
begin
  if bound is not null and bound is distinct from payload->>'orgId' then
    raise exception 'a job for organization % was added while bound to organization %', payload->>'orgId', bound
      using errcode = '42501';
  end if;
  perform graphile_worker.add_job(identifier => task, payload => payload, queue_name => queue,
    max_attempts => attempts, job_key => key, job_key_mode => 'preserve_run_at');
end`;

const SIGNATURE = `${VIEWS}.add_job(text, json, text, int, text)`;

/**
 * Makes the function through which the application's role adds jobs. It has no right to the queue's own tables, which
 * hold the jobs of all organizations, and so can add none for another organization.
 */
export async function ensureAddJob(tx: Transaction, role: string): Promise<void> {
  const [present] = await tx`
    select 1 from pg_catalog.pg_proc
    where oid = to_regprocedure(${SIGNATURE}) and prosrc = ${BODY} and has_function_privilege(${role}, oid, 'EXECUTE')`;
  if (present) return;
  await tx.unsafe(
    `create or replace function ${VIEWS}.add_job(task text, payload json, queue text, attempts int, key text) returns void
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$${BODY}$function$`,
  );
  await tx.unsafe(`revoke all on function ${SIGNATURE} from public`);
  await tx.unsafe(`grant execute on function ${SIGNATURE} to ${quoted(role)}`);
}
