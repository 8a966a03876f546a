import { userListParams } from '#lib/contracts/user.ts';
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
    await withPeople(io, organization, async (ctx) => {
      for (let cursor: string | undefined, more = true; more; ) {
        const { items, next_cursor: next } = await getUsers(ctx, userListParams.parse({ cursor, limit: 200 }));
        for (const { email, role, state, last_seen_at } of items) {
          io.out([email, role ?? 'unknown', state, last_seen_at ?? 'never'].join('\t'));
        }
        cursor = next ?? undefined;
        more = next !== null;
      }
    });
    return 0;
  },
};
