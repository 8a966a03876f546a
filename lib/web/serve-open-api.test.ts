import { describe, expect, it } from 'vitest';
import { readEnv } from '#lib/env.ts';
import type { System } from '#lib/system.ts';
import { serveOpenApi } from './serve-open-api.ts';

const ask = (tag?: string, publicUrl = 'https://plumbline.test') =>
  serveOpenApi(
    { env: readEnv({ PUBLIC_URL: publicUrl }) } as System,
    new Request(publicUrl, { headers: tag ? { 'if-none-match': tag } : {} }),
  );

describe('the API document', () => {
  it('is not sent again to whoever has it', async () => {
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    expect(((await first.json()) as { openapi: string }).openapi).toBe('3.1.0');
    expect((await ask(etag)).status).toBe(304);
    expect((await ask(`"x", W/${etag}`)).status).toBe(304);
    expect((await ask('"x"')).status).toBe(200);
  });

  it('names the address that it is served at', async () => {
    expect(await (await ask(undefined, 'https://other.test')).json()).toMatchObject({
      servers: [{ url: 'https://other.test' }],
    });
    expect(await (await ask()).json()).toMatchObject({ servers: [{ url: 'https://plumbline.test' }] });
  });
});
