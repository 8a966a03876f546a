import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { listOrganizations } from '#db/queries/organizations.ts';
import { newOrganization } from '#lib/contracts/organization.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { Fault } from '#lib/errors.ts';
import { createOrganization } from '#lib/services/organization/create-organization.ts';
import { deleteOrganization } from '#lib/services/organization/delete-organization.ts';
import { exportOrganization } from '#lib/services/organization/export-organization.ts';
import { bindTo, type System } from '#lib/system.ts';
import { chosenOrganization, ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { check, readOptions, required } from '../options.ts';
import type { Io, Verb } from '../verb.ts';

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
      createOrganization({ sql, publicUrl, now, operator: operatorName(io.env) }, input),
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

/** @throws Fault `not_found` on an installation without an organization */
async function operatorContext(io: Io, system: System, slug: string | undefined) {
  const organization = await chosenOrganization(system.systemSql, slug);
  if (organization === null) throw new Fault('not_found', 'There is no organization yet.');
  return { ...bindTo(system, organization.id), ...operatorOf(organization.id, operatorName(io.env)) };
}

export const organizationExport: Verb = {
  words: 'organization export',
  usage: `--to FILE ${ORGANIZATION_USAGE}`,
  help: 'writes everything that an organization has into a tar: rows as JSON Lines, stored reports; no passwords, no tokens',
  async run(args, io) {
    const options = readOptions(args, { values: ['to', 'organization'] });
    const path = required(options, 'to');
    const partial = `${path}.partial`;
    await withInstallation(io, async (system) => {
      const { bytes } = await exportOrganization(await operatorContext(io, system, options.values.organization));
      try {
        await pipeline(bytes, createWriteStream(partial, { mode: 0o600, flush: true }));
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    });
    io.err(`Written to ${path}.`);
    return 0;
  },
};

export const organizationDelete: Verb = {
  words: 'organization delete',
  usage: '--organization SLUG --confirm SLUG',
  help: 'deletes an organization and everything of it for good; nobody can enter it any more, and the worker removes the rest',
  async run(args, io) {
    const options = readOptions(args, { values: ['organization', 'confirm'] });
    const slug = required(options, 'organization');
    const confirm = required(options, 'confirm');
    await withInstallation(io, async (system) =>
      deleteOrganization(await operatorContext(io, system, slug), { confirm }),
    );
    io.err(`${slug} is deleted; the worker removes what it held.`);
    return 0;
  },
};
