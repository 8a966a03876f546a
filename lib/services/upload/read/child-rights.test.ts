import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childRights } from './child-rights.ts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-rights-'));
  for (const name of ['blobs', 'spool']) await mkdir(join(folder, name));
  for (const name of ['keys.json', 'blobs/report']) await writeFile(join(folder, name), 'content');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Addons have a code of their own. */
const REFUSED = /^ERR_(?:ACCESS_DENIED|DLOPEN_DISABLED)$/;

/** What hostile code in a child would try: its outcome by name, `done` or the code of the error. */
const TRIES = `
  const [at] = process.argv.slice(1);
  const fs = require('node:fs');
  const net = require('node:net');
  const outcome = {};
  const attempt = (name, work) => {
    try { work(); outcome[name] = 'done'; } catch (error) { outcome[name] = error.code; }
  };
  attempt('reads a report', () => fs.readFileSync(at + '/blobs/report'));
  attempt('writes a record', () => fs.writeFileSync(at + '/spool/records', 'x'));
  attempt('writes a report', () => fs.writeFileSync(at + '/blobs/report', 'x'));
  attempt('reads keys', () => fs.readFileSync(at + '/keys.json'));
  attempt('links to keys', () => fs.symlinkSync(at + '/keys.json', at + '/spool/link'));
  attempt('reads our settings', () => fs.readFileSync(process.cwd() + '/.env'));
  attempt('reads what the system knows of its parent', () => fs.readFileSync('/proc/' + process.ppid + '/environ'));
  attempt('starts a process', () => require('node:child_process').spawnSync(process.execPath, ['-v']));
  attempt('starts a thread', () => new (require('node:worker_threads').Worker)('1', { eval: true }));
  attempt('loads an addon', () => process.dlopen({ exports: {} }, at + '/blobs/report'));
  const say = (code) => { outcome['opens a connection'] = code; console.log(JSON.stringify(outcome)); process.exit(0); };
  try { net.connect(9, '127.0.0.1').on('error', (error) => say(error.code)).on('connect', () => say('done')); }
  catch (error) { say(error.code); }
`;

describe('the rights of a reading child', () => {
  it('are to read reports and to write records, and nothing else', async () => {
    const rights = childRights({ blobs: join(folder, 'blobs'), spool: join(folder, 'spool') });
    const { stdout } = await run(process.execPath, [...rights, '--input-type=commonjs', '--eval', TRIES, folder]);
    const {
      'reads a report': reads,
      'writes a record': writes,
      ...rest
    } = JSON.parse(stdout) as Record<string, string>;
    expect([reads, writes]).toEqual(['done', 'done']);
    expect(Object.keys(rest)).toHaveLength(9);
    expect(Object.entries(rest).filter(([, outcome]) => !REFUSED.test(outcome))).toEqual([]);
  });
});
