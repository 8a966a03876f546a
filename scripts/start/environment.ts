import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionSettings } from '#db/client.ts';
import { type Env, readEnv, requireKeys } from '#lib/env.ts';
import { ensureKeys, linkKey, secondFactorKey, sinkKey } from '#lib/keys.ts';
import { ROOT } from '../root.ts';

/** Reads `.env` and the environment. What is set in the environment wins. @throws Fault `configuration` */
export function loadEnv(read: (given: Record<string, string | undefined>) => Env = readEnv): Env {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const env = read(process.env);
  requireKeys(env);
  return env;
}

/** Which keys each process has no use for. Set to nothing, not left out: else it would inherit the supervisor's. */
const NOT_FOR = {
  web: ['ENCRYPTION_KEY'],
  worker: ['AUTH_SECRET', 'NEXTAUTH_SECRET'],
} as const;

/** Only who signs people in needs them. */
const PROVIDER_SECRET = /^AUTH_[A-Z0-9_]+_SECRET$/;

/** The environment of one of the supervised processes. */
export function serviceEnv(
  service: keyof typeof NOT_FOR,
  env: Env,
  database: ConnectionSettings,
): Record<string, string> {
  const all = processEnv(env, database);
  const secrets = Object.keys(process.env).filter((name) => service === 'worker' && PROVIDER_SECRET.test(name));
  const emptied = Object.fromEntries([...NOT_FOR[service], ...secrets].map((name) => [name, '']));
  const own = service === 'web' ? ownOfWeb(env, all.ENCRYPTION_KEY ?? '') : {};
  return { ...all, ...own, ...emptied };
}

/** What the web process gets in place of what it has no use for. */
function ownOfWeb({ SMTP_URL }: Env, encryptionKey: string): Record<string, string> {
  const keys = {
    PLUMBLINE_SECOND_FACTOR_KEY: secondFactorKey(encryptionKey),
    PLUMBLINE_SINK_KEY: sinkKey(encryptionKey),
    PLUMBLINE_LINK_KEY: linkKey(encryptionKey),
  };
  if (SMTP_URL === undefined) return keys;
  // It says on screen which server is used; only the worker signs in there.
  const { protocol, host } = new URL(SMTP_URL);
  return { ...keys, SMTP_URL: `${protocol}//${host}` };
}

/** The complete environment of commands and of the processes of `serviceEnv`, defaults and generated keys filled in. */
export function processEnv(env: Env, database: ConnectionSettings): Record<string, string> {
  const given = env.AUTH_SECRET && env.ENCRYPTION_KEY ? null : ensureKeys(env.DATA_DIR);
  const authSecret = env.AUTH_SECRET ?? given?.AUTH_SECRET ?? '';
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(env.PORT),
    HOST: env.HOST,
    PUBLIC_URL: env.PUBLIC_URL,
    NEXTAUTH_URL: env.PUBLIC_URL,
    NEXTAUTH_SECRET: authSecret,
    AUTH_SECRET: authSecret,
    ENCRYPTION_KEY: env.ENCRYPTION_KEY ?? given?.ENCRYPTION_KEY ?? '',
    DATA_DIR: env.DATA_DIR,
    LOG_LEVEL: env.LOG_LEVEL,
    DATABASE_URL: database.url,
    ...(database.socketDir ? { PLUMBLINE_DATABASE_SOCKET: database.socketDir } : {}),
  };
}
