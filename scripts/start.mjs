import { bootstrap } from './bootstrap/main.mjs';

await bootstrap('scripts/start.ts', process.argv.slice(2));
