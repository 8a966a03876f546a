import { describe, expect, it } from 'vitest';
import { FINDING_COLUMNS, MOST_COLUMNS, readColumns, USUAL_COLUMNS } from './list-columns.ts';

describe('columns of the list of findings', () => {
  it('are read in the order in which they are named', () => {
    expect(readColumns('due,epss')).toEqual(['due', 'epss']);
    expect(readColumns(USUAL_COLUMNS.join())).toEqual(USUAL_COLUMNS);
  });

  it('are none where a name means nothing, stands twice, or there are too many', () => {
    expect(readColumns('')).toBeNull();
    expect(readColumns('due,toString')).toBeNull();
    expect(readColumns('due,due')).toBeNull();
    expect(readColumns(FINDING_COLUMNS.slice(0, MOST_COLUMNS).join())).toHaveLength(MOST_COLUMNS);
    expect(readColumns(FINDING_COLUMNS.slice(0, MOST_COLUMNS + 1).join())).toBeNull();
  });
});
