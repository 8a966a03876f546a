import { z } from 'zod';
import { email } from '#lib/contracts/setup.ts';
import { ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { check, readOptions, required } from '../options.ts';
import { changePerson } from '../people.ts';
import type { Verb } from '../verb.ts';

const schema = z.object({ email });

const verb = (word: string, disabled: boolean, help: string): Verb => ({
  words: `user ${word}`,
  usage: `--email ADDRESS ${ORGANIZATION_USAGE}`,
  help,
  async run(args, io) {
    const options = readOptions(args, { values: ['email', 'organization'] });
    const input = check(schema, { email: required(options, 'email') });
    const { organization } = options.values;
    await changePerson(io, { address: input.email, organization }, { disabled });
    io.err(`${input.email} is ${word}d.`);
    return 0;
  },
});

export const userDisable = verb('disable', true, 'ends all sessions of a person, who can no longer sign in');
export const userEnable = verb('enable', false, 'lets a disabled person sign in again');
