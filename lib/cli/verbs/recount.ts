import { withInstallation } from '../installation.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const recount: Verb = {
  words: 'recount',
  usage: '',
  help: 'compares every stored counter with a recount; prints the differences, exit 1 when there are any',
  async run(args, io) {
    readOptions(args);
    const { recount: count } = await import('#lib/services/recount.ts');
    const { differences } = await withInstallation(io, ({ sql }) => count(sql));
    io.out(JSON.stringify({ differences }));
    if (differences.length === 0) return 0;
    io.err(`${differences.length} stored counts differ from a recount.`);
    return 1;
  },
};
