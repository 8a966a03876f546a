import { z } from 'zod';
import { email } from '#lib/contracts/setup.ts';
import { changeEmail } from '#lib/services/user/change-email.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { check, readOptions, required } from '../options.ts';
import type { Verb } from '../verb.ts';

const schema = z.object({ email, to: email });

export const userEmail: Verb = {
  words: 'user email',
  usage: '--email ADDRESS --to ADDRESS',
  help: 'gives a person another address, in all of their organizations; they sign in with it from then on',
  async run(args, io) {
    const options = readOptions(args, { values: ['email', 'to'] });
    const input = check(schema, { email: required(options, 'email'), to: required(options, 'to') });
    await withInstallation(io, ({ systemSql, now }) => {
      const actor = { kind: 'command_line', id: null, name: operatorName(io.env) ?? 'command line' } as const;
      return changeEmail(systemSql, { from: input.email, to: input.to }, { now, actor });
    });
    io.err(`${input.email} is ${input.to} now.`);
    return 0;
  },
};
