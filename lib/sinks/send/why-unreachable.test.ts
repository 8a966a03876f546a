import { describe, expect, it } from 'vitest';
import { whyUnreachable } from './why-unreachable.ts';

const failed = (code: string) => Object.assign(new Error(`getaddrinfo ${code} secret.example`), { code });

describe('why a message could not be sent', () => {
  it.each([
    ['ENOTFOUND', 'no host of this name'],
    ['EAI_AGAIN', 'name server'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'closed before'],
    ['ETIMEDOUT', 'timed out'],
    ['EHOSTUNREACH', 'no way'],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'not trusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'not trusted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'HTTPS'],
    ['HPE_INVALID_CONSTANT', 'not HTTP'],
    ['EMFILE', 'cannot be reached (EMFILE)'],
  ])('is said for %s in words, without those of the system', (code, words) => {
    const said = whyUnreachable(failed(code));
    expect(said).toContain(words);
    expect(said).toMatch(/^[A-Z][^\n]*\.$/);
    expect(said).not.toMatch(/getaddrinfo|secret\.example/);
  });

  it('is taken from the first of several attempts, and says little of what is unknown', () => {
    expect(whyUnreachable(new AggregateError([failed('ECONNREFUSED')]))).toContain('refused');
    expect(whyUnreachable('what?')).toBe('It cannot be reached.');
  });
});
