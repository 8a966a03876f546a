import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { System } from '#lib/system.ts';
import { chosenOrganization, ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { readOptions } from '../options.ts';
import type { Io, Verb } from '../verb.ts';

const EVERY = 2000;

/** A system with its own spool folder, because the worker clears the usual one at every start. */
async function withDemoSystem<T>(io: Io, work: (system: System) => Promise<T>): Promise<T> {
  const spool = await mkdtemp(join(tmpdir(), 'plumbline-demo-'));
  try {
    return await withInstallation(io, (system) => work({ ...system, spool }));
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

function progress(io: Io): (done: number, total: number) => void {
  let said = Date.now();
  return (done, total) => {
    if (Date.now() - said < EVERY) return;
    said = Date.now();
    io.err(`demo: ${done} of ${total} reports`);
  };
}

/** On a fresh installation none: loading makes the organization. */
async function chosen({ systemSql }: System, slug: string | undefined): Promise<{ orgId?: number }> {
  const organization = await chosenOrganization(systemSql, slug);
  return organization === null ? {} : { orgId: organization.id };
}

export const demoLoad: Verb = {
  words: 'demo load',
  usage: `[--force] ${ORGANIZATION_USAGE}`,
  help: 'makes a demo of 40 repositories and a year of history; --force: beside real reports',
  async run(args, io) {
    const { flags, values } = readOptions(args, { flags: ['force'], values: ['organization'] });
    // Imported here, because only these two commands need the replay and its large dependencies.
    const { loadDemo } = await import('#lib/demo/load.ts');
    const options = {
      force: flags.has('force'),
      byCommand: { operator: operatorName(io.env) },
      onProgress: progress(io),
    };
    const loaded = await withDemoSystem(io, async (system) =>
      loadDemo(system, { ...options, ...(await chosen(system, values.organization)) }),
    );
    io.out(JSON.stringify(loaded));
    return 0;
  },
};

export const demoRemove: Verb = {
  words: 'demo remove',
  usage: ORGANIZATION_USAGE,
  help: 'removes the demo and everything of it',
  async run(args, io) {
    const { organization } = readOptions(args, { values: ['organization'] }).values;
    const { removeDemo } = await import('#lib/demo/remove.ts');
    const removed = await withInstallation(io, async (system) =>
      removeDemo(system, { byCommand: { operator: operatorName(io.env) }, ...(await chosen(system, organization)) }),
    );
    io.out(JSON.stringify(removed));
    return 0;
  },
};
