import type { InferSelectModel } from 'drizzle-orm';
import type { ChosenLimits } from '#lib/domain/limits/effective-limits.ts';
import type { Connection, Transaction } from '../client.ts';
import type { organizations } from '../schema/organization.ts';

export type Organization = InferSelectModel<typeof organizations>;

export interface NewOrganization {
  slug: string;
  name: string;
  demo: boolean;
  now: Date;
}

export async function findOrganization(sql: Connection, id: number): Promise<Organization | null> {
  const [row] = await sql<Organization[]>`select * from organizations where id = ${id}`;
  return row ?? null;
}

/** The oldest organization, real ones before demos: commands use it. */
export async function firstOrganization(sql: Connection): Promise<Organization | null> {
  const [row] = await sql<
    Organization[]
  >`select * from organizations where deleting_at is null order by demo, id limit 1`;
  return row ?? null;
}

/** Null when the slug is taken. */
export async function addOrganization(sql: Transaction, input: NewOrganization): Promise<Organization | null> {
  const [row] = await sql<Organization[]>`
    insert into organizations (slug, name, demo, created_at)
    values (${input.slug}, ${input.name}, ${input.demo}, ${input.now})
    on conflict (slug) do nothing returning *`;
  return row ?? null;
}

/** The organization of an installation that has one only; else null. */
export async function onlyOrganization(sql: Connection): Promise<Organization | null> {
  const rows = await sql<Organization[]>`select * from organizations order by id limit 2`;
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

/** A slug that is taken gets the next free number at its end. */
export async function insertOrganization(sql: Transaction, input: NewOrganization): Promise<Organization> {
  for (let attempt = 1; attempt <= 100; attempt += 1) {
    const slug = attempt === 1 ? input.slug : `${input.slug}-${attempt}`;
    const row = await addOrganization(sql, { ...input, slug });
    if (row) return row;
  }
  throw new Error(`no free slug for an organization like ${input.slug}`);
}

export async function findOrganizationBySlug(sql: Connection, slug: string): Promise<Organization | null> {
  const [row] = await sql<Organization[]>`select * from organizations where slug = ${slug}`;
  return row ?? null;
}

/** All of the installation, the oldest first. */
export async function listOrganizations(sql: Connection): Promise<Organization[]> {
  return sql<Organization[]>`select * from organizations where deleting_at is null order by id`;
}

/** The organization; others that lock it wait until the transaction is over. */
export async function lockOrganization(sql: Transaction, id: number): Promise<Organization | null> {
  const [row] = await sql<Organization[]>`select * from organizations where id = ${id} for no key update`;
  return row ?? null;
}

export async function renameOrganization(sql: Transaction, id: number, name: string): Promise<void> {
  await sql`update organizations set name = ${name} where id = ${id}`;
}

const CHOSEN_LIMITS = `
  credential_uploads_per_minute as of_sender, uploads_per_minute as of_organization, stored_bytes_limit::float8 as stored_bytes`;

/** The limits on deliveries that the organization chose for itself. */
export async function findChosenLimits(sql: Connection, id: number): Promise<ChosenLimits> {
  const [row] = await sql<ChosenLimits[]>`select ${sql.unsafe(CHOSEN_LIMITS)} from organizations where id = ${id}`;
  return row ?? { ofSender: null, ofOrganization: null, storedBytes: null };
}

export async function setChosenLimits(
  sql: Transaction,
  id: number,
  { ofSender, ofOrganization, storedBytes }: ChosenLimits,
): Promise<void> {
  await sql`
    update organizations set credential_uploads_per_minute = ${ofSender}, uploads_per_minute = ${ofOrganization},
      stored_bytes_limit = ${storedBytes} where id = ${id}`;
}
