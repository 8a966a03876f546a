import { z } from 'zod';
import { email } from '#lib/contracts/setup.ts';
import { removeUser } from '#lib/services/user/remove-user.ts';
import { ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { check, readOptions, required } from '../options.ts';
import { withPerson } from '../people.ts';
import type { Verb } from '../verb.ts';

const schema = z.object({ email });

export const userRemove: Verb = {
  words: 'user remove',
  usage: `--email ADDRESS ${ORGANIZATION_USAGE}`,
  help: 'erases name and address of a person for good; the address may be invited again as somebody new',
  async run(args, io) {
    const options = readOptions(args, { values: ['email', 'organization'] });
    const { email: address } = check(schema, { email: required(options, 'email') });
    await withPerson(io, { address, organization: options.values.organization }, removeUser);
    io.err(`${address} is removed.`);
    return 0;
  },
};
