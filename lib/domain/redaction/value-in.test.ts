import { describe, expect, it } from 'vitest';
import { secretAt } from './value-in.ts';

const MARK = `redacted:hmac-${'ab'.repeat(16)}`;
const OTHER = `redacted:hmac-${'cd'.repeat(16)}`;

describe('secretAt', () => {
  const line = 'api_key = "zq9f8a7b6c5d"  # rotate "soon enough"';

  it('is what stands between the columns, without quotes and the name before it', () => {
    expect(secretAt(line, 12, 24)).toBe('zq9f8a7b6c5d');
    expect(secretAt(line, 11, 25)).toBe('zq9f8a7b6c5d');
    expect(secretAt(line, 1, 25)).toBe('zq9f8a7b6c5d');
    expect(secretAt('"zq9f8a7b6c5d"', 11, 25)).toBe('zq9f8a7b6c5d');
    expect(secretAt('a = [\n  "zq9f8a7b6c5d",\n]', 3, 2)).toBe('zq9f8a7b6c5d');
  });

  it('is the one value of the line where columns are missing or belong to something else', () => {
    expect(secretAt(line, null, null)).toBe('zq9f8a7b6c5d');
    expect(secretAt(line, 14, 20)).toBe('zq9f8a7b6c5d');
    expect(secretAt(line, 11, 500)).toBe('zq9f8a7b6c5d');
  });

  it('is null where the line does not tell, or the scanner has masked it', () => {
    expect(secretAt('connect(a9b8c7d6e5, f1e2d3c4b5)', null, null)).toBeNull();
    expect(secretAt('a = "zq9f8a7b6c5d"; b = "yw2f8a7b6c5d"', null, null)).toBeNull();
    expect(secretAt('password = "**********"', null, null)).toBeNull();
    expect(secretAt('password = get("zq9f8a7b6c5d") ***', null, null)).toBeNull();
  });

  it('is the mark that stands in its place in a stored report, the nearest one of several', () => {
    expect(secretAt(`key = "${MARK}"`, 7, 21)).toBe(MARK);
    expect(secretAt(`key = "${MARK}"`, null, null)).toBe(MARK);
    const two = `key = "${MARK}", other = "${OTHER}"`;
    expect(secretAt(two, 7, 21)).toBe(MARK);
    expect(secretAt(two, 60, 74)).toBe(OTHER);
    expect(secretAt(two, null, null)).toBeNull();
  });
});
