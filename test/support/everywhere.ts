import { addressHash } from '../../src/core/token.ts'
import { stepsOf } from '../../src/store/campaigns.ts'
import { testKeys, testNow } from './database.ts'
import type { World } from './world.ts'

/** A person with something to say in every table that can hold one. */
export type Seeded = { id: number; email: string; hash: string; words: string[]; messageIds: number[] }

/**
 * Puts a person into every table that holds people, with words that stand nowhere else: `mark` is in all of them.
 * The world's small campaign must have been published.
 *
 * @param mark  small letters
 */
export async function seedEverywhere(world: World, mark: string): Promise<Seeded> {
  const words: string[] = []
  /** A value nobody else has. */
  const own = (what: string) => {
    const word = `${mark}-${what}`
    words.push(word)
    return word
  }
  const email = `${own('mail')}@reader.example`
  const hash = addressHash(testKeys, 'email', email)
  const [campaign, steps] = [await world.campaign(), await stepsOf(world.db, (await world.campaign()).id)]
  const run = (sql: string, ...values: (string | number | null)[]) =>
    world.db.raw.prepare(sql).run(...values).lastInsertRowid as number
  const institutionId = world.institution.id

  const importId = run(
    `INSERT INTO imports (institution_id, file, basis, source, consented_at, created_at) VALUES (?, ?, 'consent', ?, ?, ?)`,
    institutionId,
    `${own('file')}.csv`,
    own('importsource'),
    testNow - 5000,
    testNow - 4000,
  )
  const id = run(
    `INSERT INTO contacts (institution_id, first_name, last_name, languages, country, city, region_of_origin, time_zone,
       occupation, occupation_uri, skills, skill_uris, wish_to_return, birth_decade, diaspora_generation, custom,
       consent_email, consent_track, left_lists, paused_until, monthly_cap, last_act_at, import_id, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'BE', ?, ?, ?, ?, ?, ?, ?, ?, 1980, 2, ?, 'given', 'given', ?, ?, 4, ?, ?, ?, ?)`,
    institutionId,
    own('first'),
    own('last'),
    JSON.stringify(['fr', `x-${own('tongue')}`]),
    own('city'),
    own('region'),
    own('zone'),
    own('occupation'),
    `http://data.europa.eu/esco/occupation/${own('job')}`,
    JSON.stringify([own('skill')]),
    JSON.stringify([`http://data.europa.eu/esco/skill/${own('esco')}`]),
    own('wish'),
    JSON.stringify({ note: own('custom') }),
    JSON.stringify([own('list')]),
    testNow - 900,
    testNow - 800,
    importId,
    testNow - 700,
    testNow - 600,
  )
  for (const [channel, value] of [
    ['email', email],
    ['phone', `+3247${own('phone')}`],
    ['telegram', own('telegram')],
  ] as const) {
    const key = addressHash(testKeys, channel, value)
    run(
      'INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (?, ?, ?, ?, ?)',
      institutionId,
      id,
      channel,
      value,
      key,
    )
  }
  run(
    `INSERT INTO consents (contact_id, purpose, act, at, source, wording, language, proof, recorded_by, created_at)
     VALUES (?, ?, 'given', ?, ?, ?, ?, ?, ?, ?)`,
    id,
    `list:${own('purpose')}`,
    testNow - 500,
    own('source'),
    own('wording'),
    own('consentlanguage'),
    own('proof'),
    `import:${importId}`,
    testNow,
  )
  run(
    `INSERT INTO import_changes (import_id, contact_id, before, after) VALUES (?, ?, ?, ?)`,
    importId,
    id,
    JSON.stringify({ city: own('before') }),
    JSON.stringify({ city: own('after') }),
  )
  run(
    `INSERT INTO enrollments (campaign_id, contact_id, generation, wave, language, variant, created_at) VALUES (?, ?, 0, 1, 'fr', ?, ?)`,
    campaign.id,
    id,
    own('variant'),
    testNow,
  )
  const signupId = run(
    `INSERT INTO signups (campaign_id, contact_id, generation, share_channel, language, state, expires_at, created_at)
     VALUES (?, ?, 1, ?, 'fr', 'enrolled', ?, ?)`,
    campaign.id,
    id,
    own('share'),
    testNow,
    testNow,
  )
  const shareId = run(
    'INSERT INTO shares (campaign_id, contact_id, generation, joined, created_at) VALUES (?, ?, 1, 7, ?)',
    campaign.id,
    id,
    testNow,
  )
  run(
    'INSERT INTO share_joins (share_id, contact_id, country, at) VALUES (?, ?, ?, ?)',
    shareId,
    id,
    own('chaincountry'),
    testNow,
  )
  const pseudonym = 1_000_000 + id
  run('INSERT INTO pseudonyms VALUES (?, ?, ?, ?)', campaign.id, id, pseudonym, testNow)
  const linkId = run(
    'INSERT INTO links (campaign_id, url) VALUES (?, ?)',
    campaign.id,
    `https://www.mre.example/${own('link')}`,
  )
  run(
    `INSERT INTO traces (pseudonym, campaign_id, kind, at, class, link_id) VALUES (?, ?, ?, ?, 'human', ?)`,
    pseudonym,
    campaign.id,
    own('kind'),
    testNow,
    linkId,
  )
  run(`INSERT INTO suppressions VALUES (?, ?, ?, ?)`, institutionId, hash, own('reason'), testNow - 300)
  run(
    `INSERT INTO rights_requests (institution_id, kind, hash, asked_by, at, done_at) VALUES (?, ?, ?, ?, ?, ?)`,
    institutionId,
    own('request'),
    hash,
    own('asker'),
    testNow,
    testNow,
  )
  run(
    `INSERT INTO audit (institution_id, act, subject, at, hash) VALUES (?, ?, ?, ?, ?)`,
    institutionId,
    own('act'),
    `contact:${id}`,
    testNow,
    '0'.repeat(64),
  )
  const content = world.db.raw
    .prepare("SELECT id FROM contents WHERE step = 'invitation' AND language = 'fr'")
    .get() as { id: number }
  const message = (step: string, values: Record<string, string | number | null>) => {
    const row = {
      campaign_id: campaign.id,
      step_id: steps.find((one) => one.name === step)!.id,
      contact_id: id,
      channel: 'email',
      content_id: content.id,
      created_at: testNow,
      ...values,
    }
    const names = Object.keys(row)
    return run(
      `INSERT INTO messages (${names}) VALUES (${names.map(() => '?')})`,
      ...Object.values(row as Record<string, string | number | null>),
    )
  }
  const sent = message('invitation', {
    state: 'accepted',
    finished_at: testNow,
    remote_id: `<${own('remote')}@mre.example>`,
    reason: own('messagereason'),
  })
  const waiting = message('bienvenue', { due_at: testNow + 1000, signup_id: signupId })
  run(
    `INSERT INTO returns (institution_id, campaign_id, message_id, contact_id, hash, kind, reason, status, source, at)
     VALUES (?, ?, ?, ?, ?, 'delayed', ?, ?, ?, ?)`,
    institutionId,
    campaign.id,
    sent,
    id,
    hash,
    own('returnreason'),
    own('status'),
    own('teller'),
    testNow,
  )
  run(
    `INSERT INTO replies (institution_id, campaign_id, contact_id, digest, sender, subject, body, at, done_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    institutionId,
    campaign.id,
    id,
    own('digest'),
    `${own('otheraddress')}@reader.example`,
    own('replysubject'),
    `${own('replytext')}\n\n${'x'.repeat(9000)}\n${own('replyend')}`,
    testNow,
    testNow,
  )
  for (const [remote, to] of [
    [`<${mark}-remote@mre.example>`, `${own('oldaddress')}@reader.example`],
    [`<${mark}-lost@mre.example>`, email],
  ] as const) {
    run(
      `INSERT INTO mailbox (kind, remote_id, recipient, body, created_at) VALUES ('mail', ?, ?, ?, ?)`,
      remote,
      to,
      `Subject: ${own(`subject${remote.length}`)}\r\n\r\n${own(`body${remote.length}`)}\r\n`,
      testNow,
    )
  }
  // What names the row for machines is in the tables and need not be shown.
  const unshown = [`${mark}-remote`, `${mark}-digest`]
  const shown = words.filter((word) => !unshown.includes(word))
  return { id, email, hash, words: shown, messageIds: [sent, waiting] }
}
