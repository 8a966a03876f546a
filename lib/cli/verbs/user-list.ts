import { getUsers } from '#lib/views/access/get-users.ts';
import { readOptions } from '../options.ts';
import { withPeople } from '../people.ts';
import type { Verb } from '../verb.ts';

export const userList: Verb = {
  words: 'user list',
  usage: '',
  help: 'prints a line for each person: address, role, state and when last seen, separated by tabs',
  async run(args, io) {
    readOptions(args);
    const { items } = await withPeople(io, getUsers);
    for (const { email, role, state, last_seen_at } of items) {
      io.out([email, role ?? 'unknown', state, last_seen_at ?? 'never'].join('\t'));
    }
    return 0;
  },
};
