import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { repositoryName } from '#lib/contracts/common.ts';
import { COMMITS_KEPT } from '#lib/domain/coverage/told-commits.ts';
import { Fault, messageOf } from '#lib/errors.ts';
import { sendCommits } from '../client.ts';
import { check, readOptions, required } from '../options.ts';
import { serverOf } from '../server-of.ts';
import type { Verb } from '../verb.ts';

const run = promisify(execFile);

/** The newest commits of a revision by their first parents. @throws Fault invalid_input where git does not say */
async function readCommits(folder: string, revision: string): Promise<{ id: string; at: string }[]> {
  const log = [
    'log',
    '--first-parent',
    `--max-count=${COMMITS_KEPT}`,
    '--format=%H %cI',
    '--end-of-options',
    revision,
    '--',
  ];
  const { stdout } = await run('git', ['-C', folder, ...log], { maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: unknown) => {
      throw new Fault('invalid_input', `git does not tell the commits of ${revision} (${messageOf(error)}).`);
    },
  );
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', at = ''] = line.split(' ');
      return { id, at };
    });
}

export const commits: Verb = {
  words: 'commits',
  usage: '--repo owner/name [--revision HEAD] [--folder .]',
  help: 'tells PLUMBLINE_URL the newest commits of the default branch, so that it knows which were never scanned',
  async run(args, io) {
    const options = readOptions(args, { values: ['repo', 'revision', 'folder'] });
    if (options.positionals.length > 0) throw new Fault('invalid_input', 'commits takes options only.');
    const { revision = 'HEAD', folder = '.' } = options.values;
    const { repo } = check(z.object({ repo: repositoryName }), { repo: required(options, 'repo') });
    const server = serverOf(io, 'the upload token');
    const told = await readCommits(folder, revision);
    await sendCommits(server, { repo, commits: told });
    io.out(JSON.stringify({ repo, told: told.length, newest: told[0]?.id ?? null }));
    return 0;
  },
};
