import { z } from 'zod';
import { Fault } from '#lib/errors.ts';
import { withInstallation } from '../installation.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

const module_ = z.object({
  recount: z.custom<(sql: unknown) => Promise<unknown>>((value) => typeof value === 'function'),
});
const result = z.object({ differences: z.array(z.record(z.string(), z.unknown())) });

export const recount: Verb = {
  words: 'recount',
  usage: '',
  help: 'compares every stored counter with a recount; prints the differences, exit 1 when there are any',
  async run(args, io) {
    readOptions(args);
    const path: string = '#lib/services/recount.ts';
    const loaded = module_.safeParse(await import(path));
    if (!loaded.success) throw new Fault('not_found', 'This version cannot recount.');
    const { differences } = await withInstallation(io, async ({ sql }) => result.parse(await loaded.data.recount(sql)));
    io.out(JSON.stringify({ differences }));
    if (differences.length === 0) return 0;
    io.err(`${differences.length} stored counts differ from a recount.`);
    return 1;
  },
};
