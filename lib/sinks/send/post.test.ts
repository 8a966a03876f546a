import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { isAccepted, type PostOptions, post } from './post.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Receiver {
  port: number;
  seen: { host: string | undefined; body: string }[];
}

async function receiver(answer: RequestListener): Promise<Receiver> {
  const seen: Receiver['seen'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ host: request.headers.host, body });
    answer(request, response);
  });
  servers.push(server);
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, seen };
}

const MESSAGE = { body: '{"ä":1}', headers: { 'webhook-id': 'msg_1' } };
const LOCAL = [{ address: '127.0.0.1', family: 4 }];
const options = (more: Partial<PostOptions> = {}): PostOptions => ({ allowPrivate: true, ...more });

describe('sending', () => {
  it('asks for the name once and connects to the address that was checked, under the name', async () => {
    const { port, seen } = await receiver((_request, response) => response.end('ok\n\u0000then'));
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return LOCAL;
    };
    const answer = await post(`http://hooks.example:${port}/a?b`, MESSAGE, options({ resolve }));
    expect([answer, isAccepted(answer)]).toEqual([{ status: 200, text: 'ok then', retryAfter: null }, true]);
    expect([asked, seen]).toEqual([['hooks.example'], [{ host: `hooks.example:${port}`, body: MESSAGE.body }]]);
  });

  it('looks again each time: a name that leads to a private address at the second look gets nothing then', async () => {
    const { port, seen } = await receiver((_request, response) => response.end());
    let looks = 0;
    const resolve = async () => {
      looks += 1;
      return looks === 1 ? LOCAL : [...LOCAL, { address: '169.254.169.254', family: 4 }];
    };
    const url = `http://hooks.example:${port}/`;
    expect((await post(url, MESSAGE, options({ resolve }))).status).toBe(200);
    expect(await post(url, MESSAGE, options({ resolve }))).toMatchObject({ status: null });
    expect(seen).toHaveLength(1);
  });

  it('sends nothing where any address of the name is private', async () => {
    const resolve = async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '::ffff:10.0.0.1', family: 6 },
    ];
    const answer = await post('https://hooks.example/', MESSAGE, { allowPrivate: false, resolve });
    expect(answer).toMatchObject({ status: null, text: expect.stringContaining('private network') });
  });

  it.each([
    ['http://example.com/', 'https://'],
    ['https://127.1/', 'private'],
    ['https://0x7f.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:169.254.169.254]/', 'address of that kind'],
    ['https://user:word@example.com/', 'password'],
    ['ftp://example.com/', 'https://'],
    ['nothing', 'address like'],
  ])('refuses %s', async (url, why) => {
    const answer = await post(url, MESSAGE, { allowPrivate: false });
    expect([answer.status, answer.text]).toEqual([null, expect.stringContaining(why)]);
  });

  it('follows no redirect', async () => {
    const other = await receiver((_request, response) => response.end());
    const { port } = await receiver((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${other.port}/` }).end();
    });
    const answer = await post(`http://127.0.0.1:${port}/`, MESSAGE, options());
    expect([answer.status, isAccepted(answer), other.seen]).toEqual([307, false, []]);
  });

  it('does not wait for ever: for the name, for an answer, nor for its end', async () => {
    const { port } = await receiver((_request, response) => void response.write('a'));
    const silent = await receiver(() => undefined);
    const urls = [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${silent.port}/`, 'http://hooks.example/'];
    const resolve = () => Promise.withResolvers<typeof LOCAL>().promise;
    const answers = await Promise.all(urls.map((url) => post(url, MESSAGE, options({ timeout: 150, resolve }))));
    expect(answers.map(({ status, text }) => [status, text])).toEqual(
      urls.map(() => [null, 'There was no complete answer within 0.15 seconds.']),
    );
  });

  it('reads no more than the beginning of an answer', async () => {
    const { port } = await receiver((_request, response) => {
      response.writeHead(500, { 'retry-after': '120' });
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    const answer = await post(`http://127.0.0.1:${port}/`, MESSAGE, options());
    expect([answer.status, answer.text.length, answer.retryAfter]).toEqual([500, 500, 120]);
  });

  it('says why there is no answer', async () => {
    const { port } = await receiver((request) => request.socket.destroy());
    const answer = await post(`http://127.0.0.1:${port}/`, MESSAGE, options());
    expect([answer.status, answer.text]).toEqual([null, 'The connection was closed before there was an answer.']);
  });
});
