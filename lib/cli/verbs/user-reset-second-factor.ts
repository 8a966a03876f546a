import { z } from 'zod';
import { email } from '#lib/contracts/setup.ts';
import { resetSecondFactor } from '#lib/services/second-factor/reset-second-factor.ts';
import { ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { check, readOptions, required } from '../options.ts';
import { withPerson } from '../people.ts';
import type { Verb } from '../verb.ts';

const schema = z.object({ email });

export const userResetSecondFactor: Verb = {
  words: 'user reset-second-factor',
  usage: `--email ADDRESS ${ORGANIZATION_USAGE}`,
  help: 'takes away a lost second factor; ends all sessions of the person, whose password is enough then',
  async run(args, io) {
    const options = readOptions(args, { values: ['email', 'organization'] });
    const input = check(schema, { email: required(options, 'email') });
    const { organization } = options.values;
    await withPerson(io, { address: input.email, organization }, resetSecondFactor);
    io.err(`${input.email} has no second factor any more.`);
    return 0;
  },
};
