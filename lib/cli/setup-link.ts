import { messageOf } from '#lib/errors.ts';
import { issueLink } from '#lib/services/setup/issue-link.ts';
import { withInstallation } from './installation.ts';

/** For the supervisor: prints `{"url": …}`, null when there is an administrator. */
try {
  const io = { env: process.env, out: () => undefined, err: (text: string) => void process.stderr.write(`${text}\n`) };
  const url = await withInstallation(io, ({ systemSql, env }) => issueLink(systemSql, env.PUBLIC_URL, new Date()));
  process.stdout.write(`${JSON.stringify({ url })}\n`);
} catch (error) {
  process.stderr.write(`plumbline: ${messageOf(error)}\n`);
  process.exitCode = 2;
}
