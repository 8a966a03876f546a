import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The repository. */
export const ROOT = resolve(import.meta.dirname, '..');

/** For `node --import`: the process ends when the one that started it is gone. */
export const FOLLOW_PARENT = pathToFileURL(join(ROOT, 'scripts/bootstrap/follow-parent.mjs')).href;
