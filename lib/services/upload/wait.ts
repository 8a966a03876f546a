import type { Database } from '#db/client.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import type { Context } from '#lib/context.ts';
import { isSettled } from '#lib/domain/stream/upload-state.ts';
import { Fault } from '#lib/errors.ts';

type Waiter = () => void;

/** Milliseconds after which a waiter asks the database even without a notification, which may be lost. */
const POLL_INTERVAL = 2000;

const waiters = new Map<string, Set<Waiter>>();
const listening = new WeakMap<Database, Promise<unknown>>();

/** Listens once per pool, for all waiters. */
function listen(sql: Database): Promise<unknown> {
  const known = listening.get(sql);
  if (known) return known;
  const started = sql
    .listen('plumbline_upload', (key) => {
      for (const wake of waiters.get(key) ?? []) wake();
    })
    .catch(() => listening.delete(sql));
  listening.set(sql, started);
  return started;
}

function nextNotification(key: string, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const set = waiters.get(key) ?? new Set();
    waiters.set(key, set);
    const wake = (): void => {
      clearTimeout(timer);
      set.delete(wake);
      if (set.size === 0) waiters.delete(key);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(milliseconds, POLL_INTERVAL));
    set.add(wake);
  });
}

/**
 * Returns the upload as soon as it is settled, or as it is after `seconds`.
 * @throws Fault conflict when its repository was deleted meanwhile
 */
export async function waitForUpload(ctx: Context, upload: Upload, seconds: number): Promise<Upload> {
  const scope = { orgId: ctx.orgId, repoId: upload.repoId };
  const read = async (): Promise<Upload> => {
    const found = await findUpload(ctx.sql, scope, upload.number);
    if (found) return found;
    throw new Fault('conflict', 'The repository was deleted while this report waited: nothing is left of both.');
  };
  const until = Date.now() + seconds * 1000;
  if (seconds > 0 && !isSettled(upload.state)) await listen(ctx.systemSql);
  let latest = upload;
  while (!isSettled(latest.state)) {
    const left = until - Date.now();
    if (left <= 0) return latest;
    const notified = nextNotification(`${scope.repoId}:${upload.number}`, left);
    // Read only after the waiter is registered, so that no notification is missed.
    latest = await read();
    if (isSettled(latest.state)) return latest;
    await notified;
    latest = await read();
  }
  return latest;
}
