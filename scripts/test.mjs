import { bootstrap } from './bootstrap/main.mjs';

await bootstrap('scripts/test.ts', process.argv.slice(2));
