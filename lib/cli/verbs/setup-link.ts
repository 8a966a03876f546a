import { issueLink } from '#lib/services/setup/issue-link.ts';
import { withInstallation } from '../installation.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const setupLink: Verb = {
  words: 'setup link',
  usage: '',
  help: 'prints a new one-time link for the first administrator (24 hours), ending the one before',
  async run(args, io) {
    readOptions(args);
    const link = await withInstallation(io, ({ systemSql, env }) => issueLink(systemSql, env.PUBLIC_URL, new Date()));
    if (link !== null) {
      io.out(link);
      return 0;
    }
    io.err('There is an administrator already. `plumbline user create --email … --role admin` invites another one.');
    return 1;
  },
};
