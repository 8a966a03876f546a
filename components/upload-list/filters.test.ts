import { describe, expect, it } from 'vitest';
import { uploadAddress } from '#components/queries/uploads.ts';
import { readUploadFilters } from './filters.ts';

const read = (search: string) => {
  const params = new URLSearchParams(search);
  return readUploadFilters((name) => params.get(name));
};

describe('filters of uploads in the address', () => {
  it('come back as they were written', () => {
    const filters = read('state=held&repo=acme/web&pipeline=ci&q=web&scanner=semgrep&delivered_by=acme+CI');
    expect(filters).toEqual({
      ...{ state: 'held', repo: 'acme/web', pipeline: 'ci', q: 'web' },
      ...{ scanner: 'semgrep', deliveredBy: 'acme CI' },
    });
    const written = Object.entries(uploadAddress(filters)).map(([name, value]) => [name, value ?? '']);
    expect(read(new URLSearchParams(written).toString())).toEqual(filters);
  });

  it('are left out where the API would refuse them', () => {
    const none = { state: null, repo: null, pipeline: null, q: null, scanner: null, deliveredBy: null };
    expect(read('')).toEqual(none);
    expect(read(`state=gone&repo=web&pipeline=ci&q=%20&scanner=${'x'.repeat(256)}&delivered_by=a%00b`)).toEqual(none);
  });
});
