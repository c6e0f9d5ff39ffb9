import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/core/ports.ts'
import { orm, schema } from '../../src/store/orm.ts'

/**
 * What the store relies on, for every database.
 *
 * @param make  a database with the current schema and nothing in it, for each test; it may be one database emptied
 */
export function dbContract(name: string, make: () => Promise<Db>): void {
  describe(`database contract: ${name}`, () => {
    const insert = 'INSERT INTO institutions (slug, name, created_at) VALUES (?, ?, ?)'
    const add = (db: Db, slug: string) => db.prepare(insert).bind(slug, `Name of ${slug}`, 1).run()
    const slugs = async (db: Db) =>
      (await db.prepare('SELECT slug FROM institutions ORDER BY id').all<{ slug: string }>()).results.map(
        (it) => it.slug,
      )

    it('binds in order and reads back all, first and raw', async () => {
      const db = await make()
      await add(db, 'one')
      await add(db, 'two')
      const statement = db.prepare(
        'SELECT slug, created_at AS createdAt FROM institutions WHERE slug <> ? ORDER BY slug',
      )
      expect((await statement.bind('x').all()).results).toEqual([
        { slug: 'one', createdAt: 1 },
        { slug: 'two', createdAt: 1 },
      ])
      expect(await statement.bind('one').first()).toEqual({ slug: 'two', createdAt: 1 })
      expect(await statement.bind('one').raw()).toEqual([['two', 1]])
    })

    it('leaves a statement as it was when it binds', async () => {
      const db = await make()
      const statement = db.prepare('SELECT ? AS value')
      const [one, two] = [statement.bind('one'), statement.bind('two')]
      expect([await one.first(), await two.first(), await one.first()]).toEqual([
        { value: 'one' },
        { value: 'two' },
        { value: 'one' },
      ])
    })

    it('answers null for no row and an empty list for no rows', async () => {
      const db = await make()
      const none = db.prepare('SELECT slug FROM institutions WHERE slug = ?').bind('none')
      expect(await none.first()).toBeNull()
      expect((await none.all()).results).toEqual([])
      expect(await none.raw()).toEqual([])
    })

    it('keeps null, whole and broken numbers, text and bytes as they are', async () => {
      const db = await make()
      const values = [
        null,
        0,
        -7,
        1_795_424_400_000,
        Number.MAX_SAFE_INTEGER,
        7.5,
        '',
        "o'k ? الرباط 😀",
        '7',
      ]
      for (const value of values) {
        expect(await db.prepare('SELECT ? AS value').bind(value).raw()).toEqual([[value]])
      }
      const bytes = await db
        .prepare('SELECT typeof(value) AS type, hex(value) AS hex FROM (SELECT ? AS value)')
        .bind(Uint8Array.of(0, 255, 7))
        .first()
      expect(bytes).toEqual({ type: 'blob', hex: '00FF07' })
      expect(await db.prepare('SELECT typeof(?) AS a, typeof(?) AS b').bind('7', null).first()).toEqual({
        a: 'text',
        b: 'null',
      })
    })

    it('says what a run changed', async () => {
      const db = await make()
      const first = await add(db, 'one')
      expect(first.meta).toMatchObject({ changes: 1 })
      const second = await add(db, 'two')
      expect(second.meta.last_row_id).toBe(first.meta.last_row_id + 1)
      const all = await db.prepare('UPDATE institutions SET name = ?').bind('same').run()
      expect(all.meta.changes).toBe(2)
      const none = await db.prepare('UPDATE institutions SET name = ? WHERE slug = ?').bind('x', 'none').run()
      expect(none.meta.changes).toBe(0)
      const twice = await db.prepare(`${insert} ON CONFLICT DO NOTHING`).bind('one', 'again', 2).run()
      expect(twice.meta.changes).toBe(0)
    })

    it('returns written rows', async () => {
      const db = await make()
      const returning = db.prepare(`${insert} RETURNING slug, name`)
      expect(await returning.bind('one', 'One', 1).first()).toEqual({ slug: 'one', name: 'One' })
      expect((await returning.bind('two', 'Two', 1).all()).results).toEqual([{ slug: 'two', name: 'Two' }])
      expect(await slugs(db)).toEqual(['one', 'two'])
    })

    it('commits a batch whole, in order, with an answer for each statement', async () => {
      const db = await make()
      const answers = await db.batch([
        db.prepare(insert).bind('one', 'One', 1),
        db.prepare('SELECT count(*) AS n FROM institutions'),
        db.prepare(
          "INSERT INTO institutions (slug, name, created_at) SELECT 'two', 'after ' || name, last_insert_rowid() FROM institutions",
        ),
        db.prepare('UPDATE institutions SET created_at = 9'),
      ])
      expect(answers.map((answer) => answer.results)).toEqual([[], [{ n: 1 }], [], []])
      expect([answers[0], answers[2], answers[3]].map((answer) => answer?.meta.changes)).toEqual([1, 1, 2])
      expect(await slugs(db)).toEqual(['one', 'two'])
    })

    it('undoes a batch in which one statement fails', async () => {
      const db = await make()
      await add(db, 'there')
      const broken = db.batch([
        db.prepare(insert).bind('one', 'One', 1),
        db.prepare("UPDATE institutions SET name = 'changed'"),
        db.prepare(insert).bind('there', 'Twice', 1),
        db.prepare(insert).bind('three', 'Three', 1),
      ])
      await expect(broken).rejects.toThrow(/constraint/i)
      expect(await slugs(db)).toEqual(['there'])
      expect(await db.prepare('SELECT name FROM institutions').first()).toEqual({ name: 'Name of there' })
      await add(db, 'after')
      expect(await slugs(db)).toEqual(['there', 'after'])
    })

    it('refuses wrong SQL as a rejection', async () => {
      const db = await make()
      await expect((async () => db.prepare('SELECT * FROM nowhere').all())()).rejects.toThrow(/nowhere/)
    })

    it('moves sets as one bound list', async () => {
      const db = await make()
      const list = Array.from({ length: 2000 }, (_, index) => ({
        slug: `s${index}`,
        name: `Ñ ${index}`,
        tags: ['a', index],
      }))
      const { meta } = await db
        .prepare(
          `INSERT INTO institutions (slug, name, created_at)
           SELECT value ->> 'slug', value ->> '$.name', json_array_length(value, '$.tags') FROM json_each(?) ORDER BY key`,
        )
        .bind(JSON.stringify(list))
        .run()
      expect(meta.changes).toBe(2000)
      expect(
        await db.prepare("SELECT name, created_at FROM institutions WHERE slug = 's1999'").first(),
      ).toEqual({
        name: 'Ñ 1999',
        created_at: 2,
      })
    })

    it('binds a hundred values', async () => {
      const db = await make()
      const values = Array.from({ length: 100 }, (_, index) => index)
      const marks = values.map(() => '?').join(', ')
      expect(
        (
          await db
            .prepare(`SELECT ${marks}`)
            .bind(...values)
            .raw()
        )[0],
      ).toEqual(values)
    })

    it('updates from a list, and upserts', async () => {
      const db = await make()
      await add(db, 'one')
      const rows = JSON.stringify([{ slug: 'one', name: 'New' }])
      const update = `UPDATE institutions SET name = f.name FROM (SELECT value ->> 'slug' AS slug, value ->> 'name' AS name
        FROM json_each(?)) f WHERE institutions.slug = f.slug`
      expect((await db.prepare(update).bind(rows).run()).meta.changes).toBe(1)
      await db
        .prepare(`${insert} ON CONFLICT (slug) DO UPDATE SET name = excluded.name`)
        .bind('one', 'Newer', 3)
        .run()
      expect(await db.prepare('SELECT name, created_at FROM institutions').first()).toEqual({
        name: 'Newer',
        created_at: 1,
      })
    })

    it('keeps foreign keys, and erases what hangs on a contact', async () => {
      const db = await make()
      const { meta } = await add(db, 'one')
      const contact =
        'INSERT INTO contacts (institution_id, created_at, updated_at) VALUES (?, 1, 1) RETURNING id'
      await expect(db.prepare(contact).bind(999_999).first()).rejects.toThrow(/foreign key/i)
      const { id } = (await db.prepare(contact).bind(meta.last_row_id).first<{ id: number }>())!
      const address =
        "INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (?, ?, 'email', 'a@x.example', 'h')"
      await db.prepare(address).bind(meta.last_row_id, id).run()
      await db.prepare('DELETE FROM contacts WHERE id = ?').bind(id).run()
      expect(await db.prepare('SELECT count(*) AS n FROM addresses').first()).toEqual({ n: 0 })
      const next = (await db.prepare(contact).bind(meta.last_row_id).first<{ id: number }>())!
      expect(next.id).toBeGreaterThan(id)
    })

    it('keeps batches that come at once apart: one that fails takes none of the others with it', async () => {
      const db = await make()
      const named = (slug: string) => db.prepare(insert).bind(slug, slug, 1)
      const batches = Array.from({ length: 30 }, (_, at) =>
        at % 3 === 0
          ? [named(`a${at}`), named(`b${at}`), named(`a${at}`)]
          : [named(`a${at}`), named(`b${at}`)],
      )
      const single = [named('alone'), named('alone')].map((statement) => statement.run())
      const ends = await Promise.allSettled([...batches.map((batch) => db.batch(batch)), ...single])
      const failed = ends.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []))
      expect(failed.slice(0, 10)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27])
      expect(failed).toHaveLength(11)
      const left = batches.flatMap((_, at) => (at % 3 === 0 ? [] : [`a${at}`, `b${at}`]))
      expect((await slugs(db)).toSorted()).toEqual([...left, 'alone'].toSorted())
      for (const end of ends) {
        if (end.status === 'rejected') expect(String(end.reason)).toMatch(/unique/i)
      }
    })

    it('serves typed queries', async () => {
      const db = await make()
      const { institutions } = schema
      const [row] = await orm(db)
        .insert(institutions)
        .values({ slug: 'one', name: 'One', createdAt: 5 })
        .returning()
      expect(row).toMatchObject({ slug: 'one', country: null, trackingMode: 'aggregate', createdAt: 5 })
      await orm(db)
        .insert(institutions)
        .values({ slug: 'one', name: 'Again', createdAt: 6 })
        .onConflictDoNothing()
      expect(await orm(db).query.institutions.findFirst({ where: eq(institutions.slug, 'one') })).toEqual(row)
      expect(
        await orm(db).query.institutions.findFirst({ where: eq(institutions.slug, 'none') }),
      ).toBeUndefined()
      const counted = await orm(db).select({ n: sql<number>`count(*)` }).from(institutions)
      expect(counted).toEqual([{ n: 1 }])
      const changed = await orm(db)
        .update(institutions)
        .set({ name: 'Two' })
        .where(eq(institutions.slug, 'one'))
        .returning({ name: institutions.name })
      expect(changed).toEqual([{ name: 'Two' }])
    })
  })
}
