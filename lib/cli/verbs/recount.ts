import { withInstallation } from '../installation.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const recount: Verb = {
  words: 'recount',
  usage: '[--repair]',
  help: 'compares every stored number with a recount; prints the differences, exit 1 when there are any; --repair puts them right',
  async run(args, io) {
    const options = readOptions(args, { flags: ['repair'] });
    const { recount: count } = await import('#lib/services/recount.ts');
    const { repair } = await import('#lib/services/repair.ts');
    const result = await withInstallation(io, ({ systemSql, now }) =>
      options.flags.has('repair') ? repair(systemSql, now()) : count(systemSql),
    );
    io.out(JSON.stringify(result));
    const { differences } = result;
    if (differences.length === 0) return 0;
    io.err(`${differences.length} stored numbers differ from a recount.`);
    return 1;
  },
};
