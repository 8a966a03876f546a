import { z } from 'zod';
import { email } from '#lib/contracts/setup.ts';
import { role } from '#lib/contracts/token.ts';
import { ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { check, readOptions, required } from '../options.ts';
import { changePerson } from '../people.ts';
import type { Verb } from '../verb.ts';

const schema = z.object({ email, role });

export const userRole: Verb = {
  words: 'user role',
  usage: `--email ADDRESS --role admin|security|developer|viewer|auditor ${ORGANIZATION_USAGE}`,
  help: 'gives a person another role, from their next request on',
  async run(args, io) {
    const options = readOptions(args, { values: ['email', 'role', 'organization'] });
    const input = check(schema, { email: required(options, 'email'), role: required(options, 'role') });
    const { organization } = options.values;
    await changePerson(io, { address: input.email, organization }, { role: input.role });
    io.err(`${input.email} has the role ${input.role}.`);
    return 0;
  },
};
