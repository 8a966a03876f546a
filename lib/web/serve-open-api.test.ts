import { describe, expect, it } from 'vitest';
import { readEnv } from '#lib/env.ts';
import type { System } from '#lib/system.ts';
import { openApiOf, serveOpenApi } from './serve-open-api.ts';

const system = { env: readEnv({ PUBLIC_URL: 'https://plumbline.test' }) } as System;
const ask = (tag?: string) =>
  serveOpenApi(system, new Request('https://plumbline.test/', { headers: tag ? { 'if-none-match': tag } : {} }));

describe('the API document', () => {
  it('is made once, and not sent again to whoever has it', async () => {
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    expect(((await first.json()) as { openapi: string }).openapi).toBe('3.1.0');
    expect(openApiOf(system)).toBe(openApiOf(system));
    expect((await ask(etag)).status).toBe(304);
    expect((await ask(`"x", W/${etag}`)).status).toBe(304);
    expect((await ask('"x"')).status).toBe(200);
  });

  it('names the address that it is served at', async () => {
    const other = { env: readEnv({ PUBLIC_URL: 'https://other.test' }) } as System;
    expect(openApiOf(other).servers).toEqual([{ url: 'https://other.test' }]);
    expect(openApiOf(system).servers).toEqual([{ url: 'https://plumbline.test' }]);
  });
});
