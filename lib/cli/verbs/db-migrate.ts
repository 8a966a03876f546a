import { migrate } from '#db/migrate.ts';
import { withInstallation } from '../installation.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const dbMigrate: Verb = {
  words: 'db migrate',
  usage: '',
  help: "brings the database to this version's schema; prints what was applied",
  async run(args, io) {
    readOptions(args);
    io.out(JSON.stringify(await withInstallation(io, ({ settings }) => migrate(settings))));
    return 0;
  },
};
