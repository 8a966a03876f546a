import { createServer, type Server } from 'node:http';

/**
 * A server without WebSockets: a request to upgrade is answered like any other one. Next.js would take it over, and leave
 * the connection open without an answer or a time limit.
 */
export function createHttpServer(): Server {
  return createServer({ shouldUpgradeCallback: () => false });
}
