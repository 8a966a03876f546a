import pino, { type Logger } from 'pino';

export type { Logger };

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** Fields that are redacted in every log line, at the top level and one level down. */
const SECRETS = ['authorization', 'cookie', 'password', 'token', 'secret', 'DATABASE_URL', 'AUTH_SECRET', 'SMTP_URL'];

function levelName(level: unknown): string {
  const index = typeof level === 'number' ? level / 10 - 1 : 2;
  return LEVELS[index] ?? 'info';
}

/** `08:16:31 worker warn: message key=value`, for people who watch a terminal. */
export function readable(line: string): string {
  const { level, time, name, msg, err, pid: _pid, hostname: _host, ...rest } = JSON.parse(line);
  const clock = new Date(time).toISOString().slice(11, 19);
  const facts = Object.entries(rest).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  const stack = err?.stack ? `\n${err.stack}` : '';
  return `${clock} ${name ?? 'plumbline'} ${levelName(level)}: ${msg ?? ''}${facts.join('')}${stack}\n`;
}

/** JSON lines on stdout; readable ones when a person is watching. */
export function createLog(name: string, level = process.env.LOG_LEVEL || 'info'): Logger {
  const paths = SECRETS.flatMap((key) => [key, `*.${key}`]);
  const options = { name, level: level === 'silent' ? level : known(level), redact: { paths, censor: '[redacted]' } };
  if (!process.stdout.isTTY) return pino(options, pino.destination({ dest: 1, sync: true }));
  return pino(options, { write: (line: string) => void process.stdout.write(readable(line)) });
}

function known(level: string): string {
  return LEVELS.some((name) => name === level) ? level : 'info';
}
