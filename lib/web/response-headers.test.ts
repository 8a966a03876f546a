import { describe, expect, it } from 'vitest';
import { responseHeaders } from './response-headers.ts';

const of = (path: string, publicUrl = 'https://plumbline.test') => responseHeaders(path, publicUrl);

describe('the headers of every answer', () => {
  it('let data and style sheets run nothing, and pictures style themselves', () => {
    for (const path of ['/api', '/api/v1/tokens', '/logo.svg', '/apis']) {
      const style = path.startsWith('/api/') || path === '/api' ? '' : "; style-src 'unsafe-inline'";
      expect(of(path)['content-security-policy']).toBe(
        `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'${style}`,
      );
    }
  });

  it('ask for https only where Plumbline is reached by it', () => {
    expect(of('/')['strict-transport-security']).toBe('max-age=31536000');
    expect(of('/', 'http://localhost:3000')).not.toHaveProperty('strict-transport-security');
  });
});
