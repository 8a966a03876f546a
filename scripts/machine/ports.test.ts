import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { requireFreePort } from './ports.ts';

it('names the port that is in use and how to choose another', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const refusal = requireFreePort('127.0.0.1', port, 0);
  await expect(refusal).rejects.toMatchObject({
    code: 'port_in_use',
    sentence: expect.stringContaining(`PORT=${port + 1}`),
  });
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePort('127.0.0.1', port, 0)).resolves.toBeUndefined();
});
