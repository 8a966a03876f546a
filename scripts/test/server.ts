import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#scripts/machine/ports.ts';
import { NO_LIMITS } from '../../fixtures/no-limits.ts';
import { CLIENT } from '../../fixtures/puppet-provider.ts';
import { ROOT } from '../root.ts';

export interface TestServer {
  /**
   * For Playwright: `E2E_URL`, `E2E_SETUP_LINK` (empty when none was printed), `DATA_DIR` for the command line, and
   * `E2E_LOG`, the file with everything that it says. `E2E_OIDC_ISSUER`: the sign-in provider that it knows, where none is yet.
   */
  env: Record<string, string>;
  stop(): Promise<void>;
}

const READY = 'Plumbline is ready:';
/** A build, a database and everything else on a slow machine. */
const PATIENCE = 300_000;

/** Starts a whole Plumbline as `npm start` does, on a free port over a data directory of its own; `more`: its variables. */
export async function startServer(
  name = 'e2e',
  logLevel = 'warn',
  more: Record<string, string> = {},
): Promise<TestServer> {
  const dataDir = join(ROOT, '.test', name);
  rmSync(dataDir, { recursive: true, force: true });
  // For the log, which is opened before anything else makes the folder in a fresh clone.
  mkdirSync(join(ROOT, '.test'), { recursive: true });
  const port = await freePort();
  const provider = {
    AUTH_OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
    AUTH_OIDC_ID: CLIENT.id,
    AUTH_OIDC_SECRET: CLIENT.secret,
  };
  const {
    DATABASE_URL: _url,
    DATABASE_READ_URL: _read,
    PUBLIC_URL: _public,
    SMTP_URL: _smtp,
    ...inherited
  } = process.env;
  const env = {
    ...inherited,
    ...NO_LIMITS,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: logLevel,
    // Tests have issue trackers on this machine.
    ALLOW_PRIVATE_SINKS: 'true',
    ...provider,
    ...more,
  };
  const program = join(ROOT, 'scripts/start.ts');
  const child = spawn(process.execPath, [program], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const log = join(ROOT, '.test', `${name}.log`);
  const file = createWriteStream(log);
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
        file.write(chunk);
        if (said.includes(READY)) resolve();
      });
    }
  });
  const ended = once(child, 'close');

  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  await Promise.race([ready, ended, new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())]);
  if (!said.includes(READY)) {
    await stop();
    throw new Error(`Plumbline did not start:\n${said.slice(-4000)}`);
  }
  const link = /first administrator[^\n]*\n\s*(\S+)/.exec(said)?.[1] ?? '';
  const known = { E2E_SETUP_LINK: link, E2E_LOG: log, E2E_OIDC_ISSUER: provider.AUTH_OIDC_ISSUER };
  return { env: { E2E_URL: `http://localhost:${port}`, DATA_DIR: dataDir, ...known }, stop };
}
