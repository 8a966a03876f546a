import { z } from 'zod';
import { email } from '#lib/contracts/setup.ts';
import { issuePasswordLink } from '#lib/services/setup/issue-password-link.ts';
import { withInstallation } from '../installation.ts';
import { check, readOptions, required } from '../options.ts';
import type { Verb } from '../verb.ts';

const schema = z.object({ email });

export const userPassword: Verb = {
  words: 'user password',
  usage: '--email ADDRESS',
  help: 'prints a one-time link (a day) with which a person replaces a forgotten password, whatever organizations they belong to',
  async run(args, io) {
    const { email: address } = check(schema, { email: required(readOptions(args, { values: ['email'] }), 'email') });
    io.out(await withInstallation(io, (system) => issuePasswordLink(system, address)));
    return 0;
  },
};
