import { listOrganizations } from '#db/queries/organizations.ts';
import { newOrganization } from '#lib/contracts/organization.ts';
import { createOrganization } from '#lib/services/organization/create-organization.ts';
import { withInstallation } from '../installation.ts';
import { check, readOptions, required } from '../options.ts';
import type { Verb } from '../verb.ts';

export const organizationCreate: Verb = {
  words: 'organization create',
  usage: '--name NAME --slug SLUG --admin ADDRESS',
  help: 'makes another organization, isolated from the others, and prints the one-time link (7 days) of its first administrator',
  async run(args, io) {
    const options = readOptions(args, { values: ['name', 'slug', 'admin'] });
    const input = check(newOrganization, {
      name: required(options, 'name'),
      slug: required(options, 'slug'),
      admin: required(options, 'admin'),
    });
    const { link } = await withInstallation(io, ({ systemSql: sql, publicUrl, now }) =>
      createOrganization({ sql, publicUrl, now }, input),
    );
    io.out(link);
    return 0;
  },
};

export const organizationList: Verb = {
  words: 'organization list',
  usage: '',
  help: 'prints a line for each organization: slug and name, separated by a tab',
  async run(args, io) {
    readOptions(args);
    const organizations = await withInstallation(io, ({ systemSql }) => listOrganizations(systemSql));
    for (const { slug, name } of organizations) io.out(`${slug}\t${name}`);
    return 0;
  },
};
