import { describe, expect, it } from 'vitest';
import { refuseOtherSites, requireSameOrigin } from './same-origin.ts';

const PUBLIC = 'https://plumbline.example.com';

function request(headers: Record<string, string>, method = 'POST'): Request {
  return new Request('http://127.0.0.1:3000/api/v1/tokens', { method, headers });
}

const allowed = (check: typeof requireSameOrigin, headers: Record<string, string>, method?: string) => {
  try {
    check(request(headers, method), PUBLIC);
    return true;
  } catch {
    return false;
  }
};

describe("what a browser does with the session's cookie", () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: PUBLIC }, true],
    [{ origin: 'http://localhost:3000', host: 'localhost:3000' }, true],
    [{ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, true],
    [{ 'sec-fetch-site': 'same-site', origin: PUBLIC }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: PUBLIC }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: 'https://evil.example', host: 'plumbline.example.com' }, false],
    [{ origin: 'https://plumbline.example.com.evil.example' }, false],
    [{ origin: 'null', host: 'null' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
  ])('from %j is allowed: %s', (headers, expected) => {
    expect(allowed(requireSameOrigin, headers)).toBe(expected);
  });

  it('may read from anywhere: answers are unreadable to other sites', () => {
    expect(allowed(requireSameOrigin, { 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(true);
  });

  it('may be done by programs where no credential is needed, not by pages of other sites', () => {
    expect(allowed(refuseOtherSites, {})).toBe(true);
    expect(allowed(refuseOtherSites, { origin: 'https://evil.example' })).toBe(false);
  });
});
