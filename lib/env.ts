import { resolve } from 'node:path';
import { z } from 'zod';
import type { Provider } from './domain/sign-in/provider.ts';
import { Fault } from './errors.ts';
import { readProviders } from './provider-env.ts';

/** Bundled code of the web process has no `import.meta.dirname`; that process runs in the repository's folder. */
const ROOT = import.meta.dirname === undefined ? process.cwd() : resolve(import.meta.dirname, '..');

const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` });
const postgresUrl = url(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/plumbline');
const secret = z.string().min(32, 'must have at least 32 characters: `openssl rand -base64 32`');
const listOf = (text: string): string[] => text.split(',').flatMap((entry) => entry.trim() || []);
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be addresses or networks like 10.0.0.0/8');

/** `plumbline@example.com`, or with a name before it in angle brackets; one line. */
const sender = z
  .string()
  .regex(
    /^(?:[^<>\p{C}]{1,100} <[^\s<>@]{1,64}@[^\s<>@]{1,190}>|[^\s<>@]{1,64}@[^\s<>@]{1,190})$/u,
    'must be like Plumbline <plumbline@example.com>',
  );

const count = z.coerce.number('must be a whole number').int().min(1).max(1_000_000);

const schema = z.object({
  PORT: z.coerce.number('must be a port number').int().min(1).max(65_535).default(3000),
  /** Address that the web server listens on. */
  HOST: z.string().default('0.0.0.0'),
  /** Proxies whose `X-Forwarded-For` is trusted. */
  TRUSTED_PROXIES: z.string().default('').transform(listOf).pipe(z.array(network)),
  PUBLIC_URL: url(/^https?$/, 'https://plumbline.example.com').optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_READ_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default('./.data'),
  /** Both keys may be any text: code that uses them derives the bytes it needs. */
  AUTH_SECRET: secret.optional(),
  ENCRYPTION_KEY: secret.optional(),
  /** Reports that one credential, and all of an organization, may deliver within a minute. */
  UPLOADS_PER_MINUTE: count.default(60),
  ORGANIZATION_UPLOADS_PER_MINUTE: count.default(600),
  /** Reports that one credential may send at the same time. */
  UPLOADS_AT_ONCE: count.default(4),
  /** Gigabytes of stored reports that an organization may keep; not limited by default. */
  STORED_REPORTS_GB: z.coerce.number('must be a number of gigabytes').positive().max(1_000_000).optional(),
  /** Whether webhooks may lead into private networks, and use http. */
  ALLOW_PRIVATE_SINKS: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((text) => text === 'true'),
  /** Who has it may read `/metrics`; without it there is nothing at that address. */
  METRICS_TOKEN: secret.optional(),
  /** The server that mails are handed to; without one they are read on screen. */
  SMTP_URL: url(/^smtps?$/, 'smtps://user:password@mail.example.com').optional(),
  /** Sender of mails. */
  MAIL_FROM: sender.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

type Parsed = z.output<typeof schema>;

/** The configuration after validation: `DATA_DIR` absolute, `PUBLIC_URL` without a slash at its end. */
export type Env = Parsed & { PUBLIC_URL: string; providers: readonly Provider[] };

/** Empty variables count as not set, because compose files and CI systems pass unset ones as empty. */
function withoutEmpty(source: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])),
  );
}

/**
 * Reads and validates the configuration.
 * @throws Fault `configuration` naming every variable that is wrong and what it should be
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = withoutEmpty(source);
  const result = schema.safeParse(given);
  const { providers, problems } = readProviders(given);
  if (given.SMTP_URL !== undefined && given.MAIL_FROM === undefined) {
    problems.push({ path: 'MAIL_FROM', message: 'is required together with SMTP_URL: the sender of mails' });
  }
  const own = result.error?.issues.map((i) => ({ path: i.path.join('.'), message: i.message })) ?? [];
  if (!result.success || problems.length > 0) throw refusal([...own, ...problems]);
  const env = result.data;
  const address = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  return { ...env, DATA_DIR: resolve(ROOT, env.DATA_DIR), PUBLIC_URL: address.replace(/\/+$/, ''), providers };
}

/**
 * An external database requires configured keys: generated ones would be lost with this machine's data directory.
 * @throws Fault `configuration`
 */
export function requireKeys(env: Env): void {
  if (env.DATABASE_URL === undefined) return;
  const missing = (['AUTH_SECRET', 'ENCRYPTION_KEY'] as const).filter((name) => env[name] === undefined);
  const message = 'is required together with DATABASE_URL. Make one with `openssl rand -base64 32` and keep it safe';
  if (missing.length > 0) throw refusal(missing.map((path) => ({ path, message })));
}

function refusal(fields: { path: string; message: string }[]): Fault {
  const lines = fields.map(({ path, message }) => `\n  ${path} ${message}`);
  return new Fault('configuration', `The configuration is not valid:${lines.join('')}`, { fields });
}
