import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '#lib/errors.ts';
import { say } from '#scripts/machine/say.ts';
import { ROOT } from '../root.ts';

/** The one-time link for the first administrator; null once there is one. Asked of a process of its own, as any command. */
async function setupLink(env: Record<string, string>): Promise<string | null> {
  const file = join(ROOT, 'lib/cli/setup-link.ts');
  try {
    const options = { cwd: ROOT, env: { ...process.env, ...env }, timeout: 15_000 };
    const { stdout } = await promisify(execFile)(process.execPath, [file], options);
    return JSON.parse(stdout).url ?? null;
  } catch (error) {
    say(`the setup link could not be made: ${messageOf(error)}`);
    return null;
  }
}

/** What a person sees when everything runs. */
export function banner(address: string, link: string | null): string {
  const lines = ['', `  Plumbline is ready:  ${address}`];
  if (link) lines.push('', '  Create the first administrator (this link works once):', `    ${link}`);
  lines.push(
    '',
    '  Upload a report that your scanner wrote:',
    "    PLUMBLINE_TOKEN=$(npm run -s plumbline -- token create --kind upload --repo 'acme/web' --name first)",
    `    printf 'Authorization: Bearer %s\\n' "$PLUMBLINE_TOKEN" |`,
    `      curl --data-binary @report.json --header @- '${address}/api/v1/uploads?repo=acme/web&wait=30'`,
    '',
  );
  return lines.join('\n');
}

export async function printBanner(address: string, env: Record<string, string>): Promise<void> {
  process.stdout.write(`${banner(address, await setupLink(env))}\n`);
}
