import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'bot-without-owner',
  title: 'A machine account has no person who answers for it',
  why: 'Nobody renews its credentials, nobody asks what it still needs, and nobody is called when it does something strange.',
  severity: 'medium',
  setting: 'Name a person for each machine account in the section "owners" of the inventory',
  references: { cicdSec: [2], cis: ['1.3.1'], slsa: [] },
  needs: { github: ['members', 'owners'], gitlab: ['members', 'owners'] },
  judge: (graph) =>
    graph.principals('bot').map((bot) => {
      const owner = graph.control('owner_of', bot.id)?.owner ?? null;
      const who =
        owner === null
          ? null
          : graph.principals('human').find(({ name }) => name.toLowerCase() === owner.toLowerCase());
      if (who?.standing === 'member') return pass(named(bot), graph.organization);
      if (!graph.isWhole('owners'))
        return unknown(named(bot), graph.organization, 'Not every row of owners could be read.');
      return fail(named(bot), graph.organization, {
        says:
          owner === null
            ? `Nobody is named who answers for ${bot.name}.`
            : `${owner}, who answers for ${bot.name}, is no member.`,
        evidence: { account: bot.name, owner },
        command: null,
      });
    }),
};
