import { join } from 'node:path';
import next from 'next';
import { connect, settingsFromEnv } from '#db/client.ts';
import { readEnv } from '#lib/env.ts';
import { messageOf } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { collectMetrics } from '#lib/services/metrics/collect-metrics.ts';
import { apiRoutes } from './api-routes.ts';
import { createHttpServer } from './create-http-server.ts';
import { listenerFor } from './listener.ts';
import { getMeasures } from './measures.ts';
import { precompressed } from './precompressed.ts';
import { serveMetrics } from './serve-metrics.ts';
import { serveReference } from './serve-reference.ts';

const ROOT = join(import.meta.dirname, '../..');
const log = createLog('web');

/** Entry point of the web process: Next.js behind our own listener. */
async function start(): Promise<void> {
  const env = readEnv(process.env);
  const server = createHttpServer();
  const application = next({
    dev: false,
    dir: ROOT,
    hostname: env.HOST,
    port: env.PORT,
    httpServer: server,
  });
  await application.prepare();
  // Beside the routes' connections: a scrape waits for none of them.
  const sql = connect(settingsFromEnv(process.env), { max: 2, name: 'plumbline web metrics', statementTimeout: 2000 });
  const serveStatic = [
    precompressed(join(ROOT, '.next/static'), '/_next/static'),
    serveMetrics(env.METRICS_TOKEN, getMeasures(), () => collectMetrics(sql, env.DATA_DIR, new Date())),
    serveReference(join(ROOT, '.next/server/app/docs/api.html'), env.PUBLIC_URL),
  ];
  server.on('request', listenerFor(env, application.getRequestHandler(), { serveStatic, routes: apiRoutes() }));
  server.on('error', (error) => {
    log.fatal({ err: error }, 'the web server cannot listen');
    process.exit(1);
  });
  const stop = () => {
    // Let running requests finish.
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  server.listen(env.PORT, env.HOST, () => log.info({ port: env.PORT }, 'web is ready'));
}

start().catch((error: unknown) => {
  log.fatal({ err: error }, `web could not start: ${messageOf(error)}`);
  process.exit(1);
});
