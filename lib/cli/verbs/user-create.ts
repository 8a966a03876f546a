import { z } from 'zod';
import { inTransaction } from '#db/transaction.ts';
import { email } from '#lib/contracts/setup.ts';
import { role } from '#lib/contracts/token.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { ensureOrganization } from '#lib/services/setup/ensure-organization.ts';
import { inviteUser } from '#lib/services/user/invite.ts';
import { chosenOrganization, ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { check, readOptions, required } from '../options.ts';
import type { Verb } from '../verb.ts';

const schema = z.object({ email, role });

export const userCreate: Verb = {
  words: 'user create',
  usage: `--email ADDRESS [--role admin|security|developer|viewer|auditor] ${ORGANIZATION_USAGE}`,
  help: 'adds a person and prints the one-time link (7 days) with which they choose a password',
  async run(args, io) {
    const options = readOptions(args, { values: ['email', 'role', 'organization'] });
    const input = check(schema, { email: required(options, 'email'), role: options.values.role ?? 'viewer' });
    const { link } = await withInstallation(io, async ({ systemSql, env }) => {
      const now = () => new Date();
      const chosen = await chosenOrganization(systemSql, options.values.organization);
      const { id } = chosen ?? (await inTransaction(systemSql, (tx) => ensureOrganization(tx, now())));
      return inviteUser(
        { ...operatorOf(id, operatorName(io.env)), sql: systemSql.boundTo(id), publicUrl: env.PUBLIC_URL, now },
        input,
      );
    });
    io.out(link);
    return 0;
  },
};
