import { and, eq, ne, sql } from 'drizzle-orm'
import type { Audience } from '../core/audience.ts'
import type { Db } from '../core/ports.ts'
import { orm, schema } from './orm.ts'

export type Institution = typeof schema.institutions.$inferSelect
export type Officer = typeof schema.officers.$inferSelect

const { institutions, officers, segments } = schema
/** Who was removed keeps a row for the history's sake, and can do nothing. */
const works = ne(officers.role, 'former')

export async function findInstitution(db: Db, slug: string): Promise<Institution | undefined> {
  return orm(db).query.institutions.findFirst({ where: eq(institutions.slug, slug) })
}

export async function institutionById(db: Db, id: number): Promise<Institution | undefined> {
  return orm(db).query.institutions.findFirst({ where: eq(institutions.id, id) })
}

export async function listInstitutions(db: Db): Promise<Institution[]> {
  return orm(db).select().from(institutions).orderBy(institutions.slug)
}

/** Adds an institution, or answers undefined when the slug is taken. */
export async function addInstitution(
  db: Db,
  it: { slug: string; name: string; country: string | null; createdAt: number },
): Promise<Institution | undefined> {
  const [row] = await orm(db).insert(institutions).values(it).onConflictDoNothing().returning()
  return row
}

/** Changes some columns of an institution and answers it as it stands then. */
export async function updateInstitution(
  db: Db,
  id: number,
  change: Partial<Omit<Institution, 'id' | 'slug' | 'createdAt'>>,
): Promise<Institution> {
  const [row] = await orm(db).update(institutions).set(change).where(eq(institutions.id, id)).returning()
  return row!
}

export async function officersByEmail(db: Db, email: string): Promise<Officer[]> {
  return orm(db)
    .select()
    .from(officers)
    .where(and(eq(officers.email, email.toLowerCase()), works))
}

export async function findOfficer(
  db: Db,
  institutionId: number,
  email: string,
): Promise<Officer | undefined> {
  const place = and(eq(officers.institutionId, institutionId), eq(officers.email, email.toLowerCase()), works)
  return orm(db).query.officers.findFirst({ where: place })
}

export async function officerById(db: Db, id: number): Promise<Officer | undefined> {
  return orm(db).query.officers.findFirst({ where: eq(officers.id, id) })
}

/** Adds an officer, or changes the role of the one who is there. Who comes back after a removal is let in anew. */
export async function saveOfficer(
  db: Db,
  it: { institutionId: number; email: string; role: string; createdAt: number; invitedBy?: number | null },
): Promise<Officer> {
  const invitedBy = sql`CASE WHEN ${officers.role} = 'former' THEN excluded.invited_by ELSE ${officers.invitedBy} END`
  const [row] = await orm(db)
    .insert(officers)
    .values(it)
    .onConflictDoUpdate({
      target: [officers.institutionId, officers.email],
      set: { role: it.role, invitedBy },
    })
    .returning()
  return row!
}

/** Whether anybody works here yet. */
export async function hasOfficers(db: Db): Promise<boolean> {
  const sql = "SELECT 1 AS one FROM officers WHERE role <> 'service' LIMIT 1"
  return (await db.prepare(sql).first()) !== null
}

/** The language of the desk for a person, at every institution or at the one an account is bound to. */
export async function setOfficerLanguage(
  db: Db,
  { email, boundTo }: { email: string; boundTo: number | null },
  language: string,
): Promise<void> {
  const place = boundTo === null ? undefined : eq(officers.institutionId, boundTo)
  await orm(db)
    .update(officers)
    .set({ language })
    .where(and(eq(officers.email, email), place))
}

export async function setSignInNonce(
  db: Db,
  officerId: number,
  nonce: number | null,
  linkProves: boolean,
): Promise<void> {
  await orm(db).update(officers).set({ signInNonce: nonce, linkProves }).where(eq(officers.id, officerId))
}

/** Uses up a sign-in link. True for the first who comes with the right nonce, false ever after. */
export async function useSignInNonce(db: Db, officerId: number, nonce: number): Promise<boolean> {
  const place = and(eq(officers.id, officerId), eq(officers.signInNonce, nonce))
  const rows = await orm(db)
    .update(officers)
    .set({ signInNonce: null })
    .where(place)
    .returning({ id: officers.id })
  return rows.length === 1
}

/** Every segment of an institution by slug. */
export async function segmentsOf(db: Db, institutionId: number): Promise<Record<string, Audience>> {
  const rows = await orm(db).select().from(segments).where(eq(segments.institutionId, institutionId))
  return Object.fromEntries(rows.map((row) => [row.slug, JSON.parse(row.audience) as Audience]))
}

export type Segment = { slug: string; name: string; audience: Audience }

export async function listSegments(db: Db, institutionId: number): Promise<Segment[]> {
  const { slug, name, audience } = segments
  const rows = orm(db).select({ slug, name, audience }).from(segments)
  return (await rows.where(eq(segments.institutionId, institutionId)).orderBy(slug)).map((row) => ({
    ...row,
    audience: JSON.parse(row.audience) as Audience,
  }))
}

export async function deleteSegment(db: Db, institutionId: number, slug: string): Promise<void> {
  const place = and(eq(segments.institutionId, institutionId), eq(segments.slug, slug))
  await orm(db).delete(segments).where(place)
}

export async function saveSegment(
  db: Db,
  it: { institutionId: number; slug: string; name: string; audience: Audience; createdAt: number },
): Promise<void> {
  const audience = JSON.stringify(it.audience)
  await orm(db)
    .insert(segments)
    .values({ ...it, audience })
    .onConflictDoUpdate({ target: [segments.institutionId, segments.slug], set: { name: it.name, audience } })
}

/** What an institution lets its campaigns count at most; it may change its mind at any moment. */
export async function trackingModeOf(db: Db, institutionId: number): Promise<string | undefined> {
  const sql = 'SELECT tracking_mode AS mode FROM institutions WHERE id = ?'
  return (await db.prepare(sql).bind(institutionId).first<{ mode: string }>())?.mode
}
