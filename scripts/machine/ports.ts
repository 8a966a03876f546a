import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, Fault } from '#lib/errors.ts';

/** A server that was just killed may keep its port for a moment. */
const PATIENCE = 3000;

/** Listens for a moment: the port (the one that the system chose for 0), or the code of the reason why it cannot be. */
function tryPort(host: string, port: number): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(codeOf(error) ?? error.message));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/** A port of 127.0.0.1 that is free now: the wished one when it is. */
export async function freePort(wished = 0): Promise<number> {
  for (const port of [wished, 0]) {
    const found = await tryPort('127.0.0.1', port);
    if (typeof found === 'number') return found;
  }
  throw new Fault('port_in_use', 'No free port was found on 127.0.0.1.');
}

/** @throws Fault `port_in_use` or `configuration` */
export async function requireFreePort(host: string, port: number, patience = PATIENCE): Promise<void> {
  const until = Date.now() + patience;
  let found = await tryPort(host, port);
  while (found === 'EADDRINUSE' && Date.now() < until) {
    await sleep(200);
    found = await tryPort(host, port);
  }
  if (typeof found === 'number') return;
  if (found === 'EADDRINUSE') {
    const advice = `Stop the program that uses it (\`lsof -i :${port}\` names it), or choose another: PORT=${port + 1} npm start`;
    throw new Fault('port_in_use', `Port ${port} is in use. ${advice}`);
  }
  if (found === 'EACCES') {
    throw new Fault(
      'configuration',
      `Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`,
    );
  }
  throw new Fault('configuration', `Plumbline cannot listen on ${host}:${port} (${found}). Check HOST and PORT.`);
}
