import { describe, expect, it } from 'vitest';
import { messageId } from './message-id.ts';

describe('a Message-ID', () => {
  it('is the same for the same mail, and another for every other', () => {
    const id = messageId(1, 'digest:12:2026-W48', 'https://plumbline.example.com');
    expect(id).toMatch(/^<[0-9a-f]{32}@plumbline\.example\.com>$/);
    expect(messageId(1, 'digest:12:2026-W48', 'https://plumbline.example.com:8443')).toBe(id);
    const others = [
      messageId(2, 'digest:12:2026-W48', 'https://plumbline.example.com'),
      messageId(1, 'digest:12:2026-W49', 'https://plumbline.example.com'),
    ];
    expect(new Set([id, ...others]).size).toBe(3);
  });

  it('is one that every server takes, at an address of numbers too', () => {
    expect(messageId(1, 'a', 'http://[::1]:3000')).toMatch(/^<[0-9a-f]{32}@ipv6---1>$/);
  });
});
