import { inTransaction } from '#db/transaction.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { ensureOrganization } from '#lib/services/setup/ensure-organization.ts';
import { createToken } from '#lib/services/token/create.ts';
import { chosenOrganization, ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { check, readOptions, required } from '../options.ts';
import type { Verb } from '../verb.ts';

function lifetime(text: string | undefined): number | null | undefined {
  return text === 'never' ? null : text === undefined ? undefined : Number(text);
}

/** On a fresh installation it also makes the organization, so that scripts can set up before anybody signs in. */
export const tokenCreate: Verb = {
  words: 'token create',
  usage: `--kind upload|api --name NAME [--repo 'owner/*']… [--pipeline KEY]… [--scanner ID]… [--role ROLE] [--days N|never] ${ORGANIZATION_USAGE}`,
  help: 'makes a token and prints it alone; upload tokens deliver reports, API tokens act with a role',
  async run(args, io) {
    const options = readOptions(args, {
      values: ['kind', 'name', 'role', 'days', 'organization'],
      lists: ['repo', 'pipeline', 'scanner'],
    });
    const names = { repositories: 'repo', pipelines: 'pipeline', scanners: 'scanner', expires_in_days: 'days' };
    const given = {
      kind: options.values.kind ?? 'upload',
      name: required(options, 'name'),
      repositories: options.lists.repo?.flatMap((list) => list.split(',')),
      pipelines: options.lists.pipeline,
      scanners: options.lists.scanner?.flatMap((list) => list.split(',')),
      role: options.values.role,
      expires_in_days: lifetime(options.values.days),
    };
    const input = check(createTokenBody, given, names);
    const { token } = await withInstallation(io, async ({ systemSql }) => {
      const now = () => new Date();
      const chosen = await chosenOrganization(systemSql, options.values.organization);
      const { id } = chosen ?? (await inTransaction(systemSql, (tx) => ensureOrganization(tx, now())));
      return createToken({ ...operatorOf(id, operatorName(io.env)), sql: systemSql.boundTo(id), now }, input);
    });
    io.out(token);
    return 0;
  },
};
