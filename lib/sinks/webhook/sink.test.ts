import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import { newSecret } from './sign.ts';
import { sink } from './sink.ts';

const at = new Date('2026-03-02T09:00:00Z');
const body = '{"type":"test","ä":1}';

/** By the library that receivers use. */
function verifies(secret: string, text: string, headers: Record<string, string>): boolean {
  vi.setSystemTime(at);
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch {
    return false;
  } finally {
    vi.useRealTimers();
  }
}

describe('a signed message', () => {
  it('is taken by the library of Standard Webhooks with each of the valid secrets, and with no other', () => {
    const [current, former, other] = [newSecret(), newSecret(), newSecret()];
    const headers = sink.headersOf(body, { messageId: 'msg_1', at, secrets: [current, former] });
    expect([current, former, other].map((secret) => verifies(secret, body, headers))).toEqual([true, true, false]);
  });

  it('is refused when body, id or time were changed', () => {
    const secret = newSecret();
    const headers = sink.headersOf(body, { messageId: 'msg_1', at, secrets: [secret] });
    expect(verifies(secret, `${body} `, headers)).toBe(false);
    expect(verifies(secret, body, { ...headers, 'webhook-id': 'msg_2' })).toBe(false);
    expect(verifies(secret, body, { ...headers, 'webhook-timestamp': '1772442001' })).toBe(false);
  });

  it('has a secret that nobody can guess', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret()).not.toBe(secret);
  });
});
