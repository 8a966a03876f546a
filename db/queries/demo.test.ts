import { expect, it } from 'vitest';
import { connect } from '../client.ts';
import { testDatabase } from '../testing.ts';
import { holdDemo, listOrganizationsOfToday } from './demo.ts';

it('leaves an organization alone whose demo is being loaded, for as long as that takes', async () => {
  const database = await testDatabase();
  const sql = connect(database, { max: 2, writable: true });
  try {
    await sql`
      insert into organizations (id, slug, name, demo, created_at) overriding system value
      values (1, 'acme', 'Acme', false, now()), (2, 'other', 'Other', false, now())`;
    expect(await listOrganizationsOfToday(sql)).toEqual([1, 2]);
    const meanwhile = await holdDemo(sql, { orgId: 2 }, false, () => listOrganizationsOfToday(sql));
    expect(meanwhile).toEqual([1]);
    expect(await listOrganizationsOfToday(sql)).toEqual([1, 2]);
  } finally {
    await sql.end();
    await database.drop();
  }
});
