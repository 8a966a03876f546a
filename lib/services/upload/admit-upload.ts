import { randomUUID } from 'node:crypto';
import {
  addStoredBytes,
  admitDelivery,
  type Delivery,
  endDelivery,
  extendDelivery,
  insertSenders,
  recountStoredBytes,
} from '#db/queries/delivery-rates.ts';
import { findChosenLimits } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { effectiveLimits } from '#lib/domain/limits/effective-limits.ts';
import {
  type DeliveryLimits,
  type DeliveryState,
  rateLimitHeaders,
  refusalOf,
} from '#lib/domain/limits/judge-delivery.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { formatBytes } from '#lib/format.ts';
import { installationLimits } from '#lib/views/limits/installation-limits.ts';

/** A delivery whose process died counts as under way for at most this long. */
const LEASE = MINUTE_MS;
/** Milliseconds after which `extend` is to be called again. */
export const EXTEND_EVERY = LEASE / 3;

export interface Admission {
  /** `RateLimit` and `RateLimit-Policy`. */
  headers: Record<string, string>;
  /** The body is still being received. */
  extend: () => Promise<void>;
  /** The body was received, or never will be. */
  end: () => Promise<void>;
  /** So many bytes were stored: they count where stored bytes are limited. */
  stored: (bytes: number) => Promise<void>;
}

type AdmitContext = Pick<Context, 'sql' | 'env' | 'orgId' | 'userId' | 'credential' | 'now'>;

function senderOf({ credential, userId }: AdmitContext): string {
  return credential.tokenId === null ? `person ${userId ?? 0}` : `token ${credential.tokenId}`;
}

/**
 * Counts a delivery, before its body is read, for the credential and the organization. What is refused is not counted.
 * @throws Fault `rate_limited` naming the limit and what was counted, with the seconds to wait
 */
export async function admitUpload(ctx: AdmitContext): Promise<Admission> {
  const { sql, orgId, now } = ctx;
  const delivery = () => ({ sender, id, now: now(), until: new Date(now().getTime() + LEASE) });
  const [sender, id] = [senderOf(ctx), randomUUID()];
  const { state, limits } = await admit(ctx, delivery());
  const headers = rateLimitHeaders(state, limits, state.admitted);
  if (!state.admitted) {
    const { sentence, retryAfter } = refusalOf(state, limits, formatBytes);
    throw new Fault('rate_limited', sentence, { retryAfter, headers });
  }
  return {
    headers,
    extend: () => inTransaction(sql, (tx) => extendDelivery(tx, { orgId }, delivery())),
    end: () => inTransaction(sql, (tx) => endDelivery(tx, { orgId }, delivery())),
    stored: async (bytes) => {
      if (limits.storedBytes !== null) await inTransaction(sql, (tx) => addStoredBytes(tx, { orgId }, bytes));
    },
  };
}

async function admit(
  { sql, orgId, env }: AdmitContext,
  delivery: Delivery,
): Promise<{ state: DeliveryState & { admitted: boolean }; limits: DeliveryLimits }> {
  return inTransaction(sql, async (tx) => {
    const limits = effectiveLimits(installationLimits(env), await findChosenLimits(tx, orgId));
    const needsBytes = limits.storedBytes !== null;
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const state = await admitDelivery(tx, { orgId }, delivery, limits);
      if (state && !(needsBytes && state.organization.storedBytes === null)) return { state, limits };
      // The first delivery of a credential, or since the database crashed.
      await insertSenders(tx, { orgId }, delivery);
      if (needsBytes) await recountStoredBytes(tx, { orgId });
    }
    throw new Error('a delivery was not counted');
  });
}
