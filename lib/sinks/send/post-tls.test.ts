import { createServer, type Server } from 'node:https';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificate, makeCertificate } from '../../../fixtures/certificate.ts';
import { post } from './post.ts';

const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000);
const trusted = getCACertificates('default');
const known = makeCertificate('hooks.example', NEXT_YEAR);
const expired = makeCertificate('hooks.example', new Date('2021-01-01T00:00:00Z'));
const stranger = makeCertificate('hooks.example', NEXT_YEAR);

const servers: Server[] = [];
/** What the receivers got: the name that the connection asked for, and the body. */
const got: { name: string | false | null; body: string }[] = [];

async function receiver({ cert, key }: Certificate): Promise<number> {
  const server = createServer({ cert, key }, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ name: (request.socket as TLSSocket & { servername: string | false }).servername, body });
    response.end('taken');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

beforeAll(() => setDefaultCACertificates([known.cert, expired.cert]));
afterAll(() => {
  setDefaultCACertificates(trusted);
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Sends to `host`, which is the machine itself; returns the answer and how often the name was looked up. */
async function send(host: string, port: number) {
  let looks = 0;
  const resolve = async () => {
    looks += 1;
    return [{ address: '127.0.0.1', family: 4 }];
  };
  const answer = await post(`https://${host}:${port}/`, { body: '{}', headers: {} }, { allowPrivate: true, resolve });
  return { ...answer, looks };
}

describe('sending over TLS', () => {
  it('connects to the address that was checked, under the name that the certificate must have', async () => {
    const port = await receiver(known);
    expect(await send('hooks.example', port)).toMatchObject({ status: 200, text: 'taken', looks: 1 });
    expect(got.splice(0)).toEqual([{ name: 'hooks.example', body: '{}' }]);
  });

  it.each([
    ['a certificate for another name', known, 'other.example', 'Its certificate is for another name.'],
    ['a certificate that has expired', expired, 'hooks.example', 'Its certificate has expired.'],
    ['a certificate that nobody known has signed', stranger, 'hooks.example', 'Its certificate is not trusted here'],
  ])('sends nothing to %s', async (_what, certificate, host, why) => {
    const answer = await send(host, await receiver(certificate));
    expect(answer).toMatchObject({ status: null, text: expect.stringContaining(why), looks: 1 });
    expect(got).toEqual([]);
  });
});
