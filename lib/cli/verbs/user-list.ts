import { getUsers } from '#lib/views/access/get-users.ts';
import { ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { readOptions } from '../options.ts';
import { withPeople } from '../people.ts';
import type { Verb } from '../verb.ts';

export const userList: Verb = {
  words: 'user list',
  usage: ORGANIZATION_USAGE,
  help: 'prints a line for each person: address, role, state and when last seen, separated by tabs',
  async run(args, io) {
    const { organization } = readOptions(args, { values: ['organization'] }).values;
    const { items } = await withPeople(io, organization, getUsers);
    for (const { email, role, state, last_seen_at } of items) {
      io.out([email, role ?? 'unknown', state, last_seen_at ?? 'never'].join('\t'));
    }
    return 0;
  },
};
