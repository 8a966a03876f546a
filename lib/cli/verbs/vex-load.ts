import { basename } from 'node:path';
import { Fault } from '#lib/errors.ts';
import { sendDocument } from '../client.ts';
import { readOptions } from '../options.ts';
import { serverOf } from '../server-of.ts';
import type { Verb } from '../verb.ts';

export const vexLoad: Verb = {
  words: 'vex load',
  usage: 'FILE|-',
  help: 'loads a VEX document (OpenVEX, CSAF, CycloneDX JSON) into PLUMBLINE_URL with PLUMBLINE_TOKEN, an API token of role security or admin',
  async run(args, io) {
    const { positionals } = readOptions(args, {});
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Fault('invalid_input', 'Name one file: vex load FILE.');
    const query = new URLSearchParams();
    if (file !== '-') query.set('name', basename(file).slice(0, 255));
    const server = serverOf(io, 'an API token of role security or admin');
    const input = io.input ?? (() => process.stdin);
    const answer = await sendDocument(server, query, { file, input });
    io.out(JSON.stringify(answer));
    for (const { position, reason } of answer.skipped_items) io.err(`left out ${position}: ${reason}`);
    return 0;
  },
};
