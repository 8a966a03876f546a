import { randomUUID } from 'node:crypto';
import {
  admitDelivery,
  type Delivery,
  endDelivery,
  extendDelivery,
  insertSenders,
  recountStoredBytes,
} from '#db/queries/delivery-rates.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import {
  type DeliveryLimits,
  type DeliveryState,
  rateLimitHeaders,
  refusalOf,
} from '#lib/domain/limits/judge-delivery.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import type { Env } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import { formatBytes } from '#lib/format.ts';

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
}

type AdmitContext = Pick<Context, 'sql' | 'env' | 'orgId' | 'userId' | 'credential' | 'now'>;

const GIGABYTE = 1e9;

function limitsOf(env: Env): DeliveryLimits {
  return {
    ofSender: env.UPLOADS_PER_MINUTE,
    ofOrganization: env.ORGANIZATION_UPLOADS_PER_MINUTE,
    atOnce: env.UPLOADS_AT_ONCE,
    storedBytes: env.STORED_REPORTS_GB === undefined ? null : Math.round(env.STORED_REPORTS_GB * GIGABYTE),
  };
}

function senderOf({ credential, userId }: AdmitContext): string {
  return credential.tokenId === null ? `person ${userId ?? 0}` : `token ${credential.tokenId}`;
}

/**
 * Counts a delivery, before its body is read, for the credential and the organization. What is refused is not counted.
 * @throws Fault `rate_limited` naming the limit and what was counted, with the seconds to wait
 */
export async function admitUpload(ctx: AdmitContext): Promise<Admission> {
  const { sql, orgId, now } = ctx;
  const limits = limitsOf(ctx.env);
  const delivery = () => ({ sender, id, now: now(), until: new Date(now().getTime() + LEASE) });
  const [sender, id] = [senderOf(ctx), randomUUID()];
  const state = await admit(ctx, delivery(), limits);
  const headers = rateLimitHeaders(state, limits, state.admitted);
  if (!state.admitted) {
    const { sentence, retryAfter } = refusalOf(state, limits, formatBytes);
    throw new Fault('rate_limited', sentence, { retryAfter, headers });
  }
  return {
    headers,
    extend: () => inTransaction(sql, (tx) => extendDelivery(tx, { orgId }, delivery())),
    end: () => inTransaction(sql, (tx) => endDelivery(tx, { orgId }, delivery())),
  };
}

async function admit(
  { sql, orgId }: AdmitContext,
  delivery: Delivery,
  limits: DeliveryLimits,
): Promise<DeliveryState & { admitted: boolean }> {
  return inTransaction(sql, async (tx) => {
    const needsBytes = limits.storedBytes !== null;
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const state = await admitDelivery(tx, { orgId }, delivery, limits);
      if (state && !(needsBytes && state.organization.storedBytes === null)) return state;
      // The first delivery of a credential, or since the database crashed.
      await insertSenders(tx, { orgId }, delivery);
      if (needsBytes) await recountStoredBytes(tx, { orgId });
    }
    throw new Error('a delivery was not counted');
  });
}
