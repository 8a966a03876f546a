import { createServer, type Server } from 'node:http';

/**
 * Longer than the minute for which proxies and clients keep a connection that nobody uses: a request that they send while we close it
 * is lost with it.
 */
const KEPT_MS = 75_000;

/**
 * A server without WebSockets: a request to upgrade is answered like any other one. Next.js would take it over, and leave
 * the connection open without an answer or a time limit.
 */
export function createHttpServer(): Server {
  return createServer({ shouldUpgradeCallback: () => false, keepAliveTimeout: KEPT_MS });
}
