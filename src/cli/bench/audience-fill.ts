import { readMigrations } from '../../node/files.ts'
import { openSqlite } from '../../node/sqlite.ts'
import { migrate } from '../../store/migrate.ts'

type Raw = ReturnType<typeof openSqlite>['raw']

const dayMs = 86_400_000

/** What people of the bench are made of; a value that stands twice is twice as frequent. */
const stuff: Record<string, readonly string[]> = {
  first: [
    'Amina',
    'Youssef',
    'Fatima',
    'Mehdi',
    'Salma',
    'Driss',
    'Leïla',
    'Karim',
    'Nora',
    'Hassan',
    'Imane',
  ],
  last: [
    'Alaoui',
    'Bennani',
    'Chraïbi',
    'Daoudi',
    'El Amrani',
    'Fassi',
    'Ghazali',
    'Haddad',
    'Idrissi',
    'Jabri',
  ],
  country: 'FR FR FR FR FR FR ES ES ES IT IT IT BE BE NL NL DE CA GB US SE CH MA'.split(' '),
  languages: [
    ...['["fr"]', '["fr"]', '["fr","ar"]', '["ar","fr"]', '["es","ary"]', '["nl","fr"]', '["it","ary-Latn"]'],
    ...['["ary","fr"]', '["en","fr"]', '["de","ar"]', '["fr","zgh-Tfng"]'],
  ],
  city: [
    'Paris',
    'Madrid',
    'Lyon',
    'Torino',
    'Bruxelles',
    'Lille',
    'Rotterdam',
    'Düsseldorf',
    'Montréal',
    'Boston',
  ],
  region: [
    'Souss-Massa',
    'Oriental',
    'Rabat-Salé-Kénitra',
    'Fès-Meknès',
    'Tanger-Tétouan-Al Hoceïma',
    'Drâa-Tafilalet',
  ],
  occupation: [
    'infirmière',
    'médecin',
    'ingénieur logiciel',
    'enseignante',
    'électricien',
    'comptable',
    'architecte',
  ],
  skill: [
    ...[
      'nursing',
      'cardiology',
      'software',
      'teaching',
      'welding',
      'accounting',
      'logistics',
      'cooking',
      'law',
    ],
    ...[
      'solar energy',
      'water management',
      'agronomy',
      'data analysis',
      'finance',
      'aeronautics',
      'pharmacy',
    ],
  ],
  sector: ['santé', 'énergie', 'agriculture', 'numérique', 'industrie', 'tourisme', 'enseignement'],
}

/**
 * A database of one institution with `contacts` people, the same every time: addresses, answers to consent, two
 * campaigns that a part of them received, and some who joined. Made where it lies, by statements over whole sets.
 */
export const fillAudienceBench = (file: string, contacts: number, now: number): Promise<void> =>
  fillPeopleFile(file, { contacts, now }, (raw) => {
    fillCampaign(raw, { id: 1, slug: 'rentree', part: 'id % 5 = 1', now })
    fillCampaign(raw, { id: 2, slug: 'sante', part: 'id % 10 = 3', now })
  })

/** Those people alone, and what else is to be put beside them. */
export async function fillPeopleFile(
  file: string,
  { contacts, now }: { contacts: number; now: number },
  also: (raw: Raw) => void = () => {},
): Promise<void> {
  const db = openSqlite(file)
  try {
    await migrate(db, readMigrations())
    const { raw } = db
    raw.pragma('synchronous = OFF')
    raw.pragma('foreign_keys = OFF')
    raw.pragma('cache_size = -64000')
    raw.exec('CREATE TEMP TABLE stuff (kind TEXT, k INTEGER, v TEXT, PRIMARY KEY (kind, k)) WITHOUT ROWID')
    const insert = raw.prepare('INSERT INTO stuff VALUES (?, ?, ?)')
    for (const [kind, values] of Object.entries(stuff))
      for (const [k, value] of values.entries()) insert.run(kind, k, value)
    raw.exec("INSERT INTO institutions (id, slug, name, created_at) VALUES (1, 'bench', 'Bench', 0)")
    raw.exec(
      "INSERT INTO officers (id, institution_id, email, role, created_at) VALUES (1, 1, 'o@bench.example', 'officer', 0)",
    )
    fillPeople(raw, contacts, now)
    also(raw)
    raw.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

/** One of a kind, by the row's number stirred with a prime of its own: kinds do not go together. */
function pick(kind: string, prime: number): string {
  return `(SELECT v FROM stuff WHERE kind = '${kind}' AND k = (i * ${prime} % 2147483647 / 7) % ${stuff[kind]!.length})`
}

function fillPeople(raw: Raw, contacts: number, now: number): void {
  raw.exec(`
    INSERT INTO contacts (id, institution_id, first_name, last_name, languages, country, city, region_of_origin, occupation,
      skills, custom, birth_decade, diaspora_generation, consent_email, last_act_at, created_at, updated_at)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${contacts})
    SELECT i, 1, ${pick('first', 48271)}, ${pick('last', 48299)}, ${pick('languages', 48311)}, ${pick('country', 48313)},
      ${pick('city', 48337)}, ${pick('region', 48341)}, ${pick('occupation', 48353)},
      '["' || ${pick('skill', 48371)} || '","' || ${pick('skill', 48383)} || '"]',
      '{"year":' || (1980 + i * 7919 % 45) || ',"sector":"' || ${pick('sector', 48397)} || '"}',
      1940 + i % 7 * 10, 1 + i % 3, CASE WHEN i % 20 = 0 THEN 'withdrawn' WHEN i % 13 > 0 THEN 'given' END,
      ${now} - i % 1000 * ${dayMs}, ${now} - i % 1500 * ${dayMs}, ${now}
    FROM n`)
  raw.exec(`
    INSERT INTO addresses (institution_id, contact_id, channel, value, hash)
    SELECT 1, id, 'email', 'person' || id || '@diaspora.example', printf('%016x%016x', id * 2654435761 % 4294967296, id * 40503)
    FROM contacts WHERE id % 50 > 0`)
  raw.exec("INSERT INTO suppressions SELECT 1, hash, 'complaint', 0 FROM addresses WHERE id % 50 = 1")
}

function fillCampaign(raw: Raw, it: { id: number; slug: string; part: string; now: number }): void {
  const { id, slug, part, now } = it
  raw.exec(`
    INSERT INTO campaigns (id, institution_id, slug, state, created_at) VALUES (${id}, 1, '${slug}', 'running', 0);
    INSERT INTO editions (id, campaign_id, hash, definition, author_id, created_at) VALUES (${id}, ${id}, 'h', '{}', 1, 0);
    INSERT INTO contents (id, edition_id, step, language, status) VALUES (${id}, ${id}, 'mail', 'fr', 'reviewed');
    INSERT INTO steps (id, campaign_id, name, channel, trigger) VALUES (${id}, ${id}, 'mail', 'email', 'launch');
    INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, created_at)
      SELECT ${id}, id, 0, 1, 'fr', 0 FROM contacts WHERE ${part};
    INSERT INTO messages (campaign_id, step_id, contact_id, channel, content_id, wave, state, finished_at, created_at, remote_id)
      SELECT ${id}, ${id}, id, 'email', ${id}, 1, CASE WHEN id % 33 = 0 THEN 'refused' ELSE 'accepted' END,
        ${now} - id % 200 * ${dayMs}, 0, '<' || id || '@bench.example>' FROM contacts WHERE ${part};
    INSERT INTO signups (campaign_id, contact_id, generation, share_channel, language, state, expires_at, created_at)
      SELECT ${id}, id, 1, 'whatsapp', 'fr', 'enrolled', 0, ${now} FROM contacts WHERE ${part} AND id % 17 = 2`)
}
