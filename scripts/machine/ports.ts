import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, Fault } from '#lib/errors.ts';

/** A server that was just killed may hold its port for a moment. */
const PATIENCE = 3000;

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(codeOf(error) ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** @throws Fault `port_in_use` or `configuration` */
export async function requireFreePort(host: string, port: number, patience = PATIENCE): Promise<void> {
  const until = Date.now() + patience;
  let problem = await tryPort(host, port);
  while (problem === 'EADDRINUSE' && Date.now() < until) {
    await sleep(200);
    problem = await tryPort(host, port);
  }
  if (problem === null) return;
  if (problem === 'EADDRINUSE') {
    const advice = `Stop the program that uses it (\`lsof -i :${port}\` names it), or choose another: PORT=${port + 1} npm start`;
    throw new Fault('port_in_use', `Port ${port} is in use. ${advice}`);
  }
  if (problem === 'EACCES') {
    throw new Fault(
      'configuration',
      `Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`,
    );
  }
  throw new Fault('configuration', `Plumbline cannot listen on ${host}:${port} (${problem}). Check HOST and PORT.`);
}
