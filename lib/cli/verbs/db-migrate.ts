import { migrateInstallation } from '#lib/services/installation/migrate-installation.ts';
import { operatorActor } from '#lib/services/installation/write-audit-for-all.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const dbMigrate: Verb = {
  words: 'db migrate',
  usage: '',
  help: "brings the database to this version's schema; prints what was applied",
  async run(args, io) {
    readOptions(args);
    const actor = operatorActor(operatorName(io.env));
    const result = await withInstallation(io, ({ settings, now }) => migrateInstallation(settings, { actor, now }));
    io.out(JSON.stringify(result));
    return 0;
  },
};
