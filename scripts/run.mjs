// `node scripts/run.mjs FILE args…`: runs a TypeScript file of this repository with everything in place.
import { bootstrap } from './bootstrap/main.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: node scripts/run.mjs FILE [argument…]\n');
  process.exitCode = 2;
} else {
  await bootstrap(file, args);
}
