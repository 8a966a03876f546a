import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** Writes a `.br` beside every script and style sheet of the build, for `lib/web/precompressed.ts` to serve. */
export async function compressStatic(folder: string): Promise<void> {
  const names = globSync('**/*.{js,css}', { cwd: folder });
  await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      await writeFile(join(folder, `${name}.br`), await compress(bytes, { params }));
    }),
  );
}
