#!/usr/bin/env node
import { bootstrap } from './bootstrap/main.mjs';

await bootstrap('scripts/plumbline.ts', process.argv.slice(2));
