import { createHmac, randomBytes } from 'node:crypto';
import type { Envelope } from '../contract.ts';

const PREFIX = 'whsec_';

/** A new signing secret: 32 random bytes as Standard Webhooks writes them. */
export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

/**
 * Headers of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com). There is a signature for each valid secret, so that
 * receivers can change theirs at any time of the transition.
 */
export function signatureHeaders(body: string, { messageId, at, secrets }: Envelope): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signed = `${messageId}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return { 'webhook-id': messageId, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
