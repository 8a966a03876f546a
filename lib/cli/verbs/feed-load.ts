import { basename } from 'node:path';
import { z } from 'zod';
import { feedKind } from '#lib/contracts/feed.ts';
import { Fault } from '#lib/errors.ts';
import { followFeedLoad, sendFeed } from '../client.ts';
import { check, readOptions } from '../options.ts';
import { serverOf } from '../server-of.ts';
import type { Verb } from '../verb.ts';

/** Seconds that the server keeps the answer back, and that are waited for the result in all. */
const WAIT = 30;
const PATIENCE = 600;

export const feedLoad: Verb = {
  words: 'feed load',
  usage: 'epss|kev|osv FILE|- [--force]',
  help: 'loads a feed into PLUMBLINE_URL with PLUMBLINE_TOKEN, an API token of role security or admin; exit 0 loaded, 2 refused',
  async run(args, io) {
    const { positionals, flags } = readOptions(args, { flags: ['force'] });
    const [given, file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Fault('invalid_input', 'Name a feed and a file: epss FILE.');
    const { kind } = check(z.object({ kind: feedKind }), { kind: given });
    const query = new URLSearchParams({ kind, wait: String(WAIT) });
    if (file !== '-') query.set('name', basename(file).slice(0, 255));
    if (flags.has('force')) query.set('force', 'true');
    const server = serverOf(io, 'an API token of role security or admin');
    const input = io.input ?? (() => process.stdin);
    const answer = await followFeedLoad(server, await sendFeed(server, query, { file, input }), PATIENCE);
    io.out(JSON.stringify(answer));
    if (answer.status === 'loaded') return 0;
    io.err(answer.reason ?? 'The file was accepted, but is not read yet.');
    return 2;
  },
};
