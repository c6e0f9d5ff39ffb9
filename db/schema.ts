import { sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

/**
 * The data dictionary. One schema for SQLite and D1.
 *
 * Instants are integers, milliseconds since 1970 UTC, in columns that end in `_at`. Lists and records are JSON text.
 * Row numbers never leave the house; outside, signed tokens stand for them. An institution owns its contacts and its
 * campaigns; nothing joins across institutions. One table links people to one another, and only with the yes of both:
 * share_joins (docs/decisions/0014).
 */

const id = () => integer('id').primaryKey()
/** Never reused, even after a deletion: a token or Message-ID must not come to mean somebody else. */
const idForEver = () => integer('id').primaryKey({ autoIncrement: true })
const createdAt = () => integer('created_at').notNull()

/** Owner of contacts and campaigns: a ministry, an agency, an association. */
export const institutions = sqliteTable('institutions', {
  id: id(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  /** ISO 3166-1 alpha-2. */
  country: text('country'),
  /** Upper bound of what any of its campaigns may count: none, aggregate, individual. */
  trackingMode: text('tracking_mode').notNull().default('aggregate'),
  /** At most this many campaign mails to one person … (null = no cap) */
  capCount: integer('cap_count'),
  /** … within this many days, over all campaigns of the institution. */
  capDays: integer('cap_days'),
  /** JSON record of retention periods in days that differ from core/retention's; only shorter ones count. */
  retention: text('retention').notNull().default('{}'),
  /** IANA zone of the house itself; null = its country's main zone. */
  timeZone: text('time_zone'),
  /** JSON record: channel → window (core/schedule/window) that narrows or moves what is usual. */
  windows: text('windows').notNull().default('{}'),
  /** JSON record of what the register of processing says about the controller: dpo, notice, hosting, transfer, cndp. */
  controller: text('controller').notNull().default('{}'),
  createdAt: createdAt(),
})

/**
 * A person who works with Mawja. How one signs in stands in sign_in_users, under the same address. One row per
 * institution has the role `service`: nobody, the author of the letters that the house itself sends (engine/service).
 */
export const officers = sqliteTable(
  'officers',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** Lower case. One account per address and institution. */
    email: text('email').notNull(),
    /** officer (writes), reviewer (approves), analyst (sees figures), admin; service. */
    role: text('role').notNull(),
    /** The nonce of the newest sign-in link; cleared when it is used, so that a link works once. */
    signInNonce: integer('sign_in_nonce'),
    /** 1 = that link proves who uses it: it came from the operator's console or by mail to the address. */
    linkProves: integer('link_proves', { mode: 'boolean' }).notNull().default(false),
    /** Which admin let them in at the desk; null = the operator did, who answers for it (docs/decisions/0019). */
    invitedBy: integer('invited_by').references((): AnySQLiteColumn => officers.id),
    /** Language of the desk for this person: fr, ar, en. */
    language: text('language'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('officers_email').on(t.institutionId, t.email)],
)

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })
const truth = (name: string) => integer(name, { mode: 'boolean' })
const signInId = () => text('id').primaryKey()
const signInUserId = () =>
  text('user_id')
    .notNull()
    .references(() => signInUsers.id, { onDelete: 'cascade' })

/**
 * Who proves to be whom, kept by better-auth through our names (docs/decisions/0017): one row per address of staff,
 * which may be an officer of several institutions. What may be done stands in officers alone.
 */
export const signInUsers = sqliteTable('sign_in_users', {
  id: signInId(),
  /** The address again: no name of anybody is asked for. */
  name: text('name').notNull(),
  /** Lower case, as in officers. */
  email: text('email').notNull().unique(),
  emailVerified: truth('email_verified').notNull(),
  image: text('image'),
  twoFactorEnabled: truth('two_factor_enabled').default(false),
  /**
   * The institution whose admin handed out the link with which the account began: until the mailbox is proved it works
   * there and nowhere else. Null = proved.
   */
  boundTo: integer('bound_to').references(() => institutions.id),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** A browser that is signed in. */
export const signInSessions = sqliteTable(
  'sign_in_sessions',
  {
    id: signInId(),
    token: text('token').notNull().unique(),
    userId: signInUserId(),
    /** As whom, where the person is an officer of several institutions and has chosen. */
    officerId: integer('officer_id').references(() => officers.id, { onDelete: 'cascade' }),
    /** How it began: link, password, passkey, oidc. Who came by link may set a password without the old one. */
    way: text('way'),
    startedAt: integer('started_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Never filled: no address of a machine is kept. */
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('sign_in_sessions_user').on(t.userId)],
)

/** A password (scrypt), or the account at the ministry's own sign-in. */
export const signInAccounts = sqliteTable(
  'sign_in_accounts',
  {
    id: signInId(),
    accountId: text('account_id').notNull(),
    /** credential, or oidc. */
    providerId: text('provider_id').notNull(),
    userId: signInUserId(),
    /** Both sealed by better-auth under a key from the secret; nothing of ours opens them. */
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    /** Never kept. */
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('sign_in_accounts_key').on(t.providerId, t.accountId),
    index('sign_in_accounts_user').on(t.userId),
  ],
)

/** What waits for its second half: a code, a passkey, a way back from the ministry. */
export const signInVerifications = sqliteTable(
  'sign_in_verifications',
  {
    id: signInId(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('sign_in_verifications_identifier').on(t.identifier)],
)

/** The second factor: secret and recovery codes, encrypted. */
export const signInFactors = sqliteTable(
  'sign_in_factors',
  {
    id: signInId(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    userId: signInUserId(),
    verified: truth('verified').default(true),
    failedVerificationCount: integer('failed_verification_count').default(0),
    lockedUntil: instant('locked_until'),
  },
  (t) => [index('sign_in_factors_user').on(t.userId)],
)

export const signInPasskeys = sqliteTable(
  'sign_in_passkeys',
  {
    id: signInId(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    userId: signInUserId(),
    credentialID: text('credential_id').notNull().unique(),
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: truth('backed_up').notNull(),
    transports: text('transports'),
    aaguid: text('aaguid'),
    createdAt: instant('created_at'),
  },
  (t) => [index('sign_in_passkeys_user').on(t.userId)],
)

/** Failed tries, under a keyed hash of the account or the network; gone a day after the last. */
export const signInTries = sqliteTable(
  'sign_in_tries',
  {
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    /** Nothing is looked at before this instant. */
    closedUntil: integer('closed_until').notNull(),
    lastAt: integer('last_at').notNull(),
  },
  (t) => [index('sign_in_tries_last').on(t.lastAt)],
)

/** Somebody an institution may speak to, or one of its own accounts on a public channel. */
export const contacts = sqliteTable(
  'contacts',
  {
    id: idForEver(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** person, or account (the "reader" of a post). Audiences hold persons only. */
    kind: text('kind').notNull().default('person'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    /** JSON list of BCP 47 tags in order of preference. */
    languages: text('languages').notNull().default('[]'),
    /** Country of residence, ISO 3166-1 alpha-2. */
    country: text('country'),
    city: text('city'),
    regionOfOrigin: text('region_of_origin'),
    /** IANA name, only when the person's own choice or the import said so; else the country decides. */
    timeZone: text('time_zone'),
    /** Label as the person or the file writes it. */
    occupation: text('occupation'),
    /** The same as an ESCO concept, http://data.europa.eu/esco/occupation/… */
    occupationUri: text('occupation_uri'),
    /** JSON list of labels. */
    skills: text('skills').notNull().default('[]'),
    /** JSON list of ESCO concepts, http://data.europa.eu/esco/skill/…, for those skills that are one. */
    skillUris: text('skill_uris').notNull().default('[]'),
    wishToReturn: text('wish_to_return'),
    /** First year of the decade of birth, 1980: never more exact. */
    birthDecade: integer('birth_decade'),
    /** 1 = moved themselves, 2 = their parents did, and so on. */
    diasporaGeneration: integer('diaspora_generation'),
    /** JSON record of the institution's own fields; custom_fields says their types. */
    custom: text('custom').notNull().default('{}'),
    /** Cache of the consent rows for receive:email: null (never), given, withdrawn. The rows are the truth. */
    consentEmail: text('consent_email'),
    /** The same for track:individual. */
    consentTrack: text('consent_track'),
    /** The same for list:ID: JSON list of the lists a person has left. */
    leftLists: text('left_lists').notNull().default('[]'),
    /** The person's own wish: nothing before this instant. */
    pausedUntil: integer('paused_until'),
    /** The person's own wish: at most so many campaign mails in 30 days; null = as the institution's cap says. */
    monthlyCap: integer('monthly_cap'),
    /** The person's last own act (agreed, confirmed, chose, joined): retention counts from here. */
    lastActAt: integer('last_act_at'),
    /** The import that created the row; taking it back removes rows that nothing else has touched. */
    importId: integer('import_id'),
    /** Set while a public sign-up waits for its confirmation; such a contact belongs to no audience. */
    pendingSince: integer('pending_since'),
    createdAt: createdAt(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [index('contacts_audience').on(t.institutionId, t.kind, t.country)],
)

/** A contact on a channel. */
export const addresses = sqliteTable(
  'addresses',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** email, phone, telegram; x for our own accounts. */
    channel: text('channel').notNull(),
    /** Normal form: lower case, NFC, domain as A-label; E.164 for phones; @name without @ for Telegram. */
    value: text('value').notNull(),
    /** Keyed hash of channel and value: meets the suppression list without holding the address twice. */
    hash: text('hash').notNull(),
    /** 1 = the part before the @ is not ASCII: only a server with SMTPUTF8 takes it (RFC 6531). */
    utf8: integer('utf8').notNull().default(0),
  },
  (t) => [
    uniqueIndex('addresses_value').on(t.institutionId, t.channel, t.value),
    uniqueIndex('addresses_contact').on(t.contactId, t.channel),
  ],
)

/**
 * What a person agreed to or took back. Append-only: nothing is ever changed; rows go only with the person, or with an
 * import that is taken back.
 */
export const consents = sqliteTable(
  'consents',
  {
    id: id(),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /**
     * receive:email, receive:sms, receive:whatsapp, track:individual, list:ID (left or taken again), object:notice,
     * share:personal (a link of one's own), share:counted (counting in the chain of somebody else's).
     */
    purpose: text('purpose').notNull(),
    /** given, withdrawn. */
    act: text('act').notNull(),
    /** Instant of the person's act, not of its recording. */
    at: integer('at').notNull(),
    /** Where it was given, in the institution's words ("Salon des MRE 2025", "landing page"). */
    source: text('source').notNull(),
    /** Version of the wording and language in which the person read it, where Mawja showed it. */
    wording: text('wording'),
    language: text('language'),
    /** Where the proof is kept: paper file, event, form. */
    proof: text('proof'),
    /** import:N, officer:N, operator, person. */
    recordedBy: text('recorded_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('consents_contact').on(t.contactId, t.purpose)],
)

/** Addresses that must not be written to, as keyed hashes: imports cannot lift it, erasure keeps it. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    hash: text('hash').notNull(),
    /** unsubscribed, complaint, unknown_user, erased, objected, officer, list (came in with a list). */
    reason: text('reason').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.institutionId, t.hash] })],
)

/** A saved audience. Membership is counted live, never stored. */
export const segments = sqliteTable(
  'segments',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** JSON of core/audience. */
    audience: text('audience').notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('segments_slug').on(t.institutionId, t.slug)],
)

/** A campaign; what it says stands in its editions. */
export const campaigns = sqliteTable('campaigns', {
  id: id(),
  institutionId: integer('institution_id')
    .notNull()
    .references(() => institutions.id),
  slug: text('slug').notNull().unique(),
  /** draft, running, paused, finished. docs/states.md draws them. */
  state: text('state').notNull().default('draft'),
  /** campaign; or service: the letters an institution sends in answer (confirmation, own data), running for ever. */
  kind: text('kind').notNull().default('campaign'),
  /** Newest edition. */
  editionId: integer('edition_id'),
  /** Edition under way since the launch; later editions wait for an approval of their own. */
  runningEditionId: integer('running_edition_id'),
  launchedAt: integer('launched_at'),
  finishedAt: integer('finished_at'),
  /** JSON, while a stop rule holds the campaign: which rule and the figures it saw. Null when a person paused it. */
  stopped: text('stopped'),
  /** When the skills of its audience were counted. */
  skillsAt: integer('skills_at'),
  createdAt: createdAt(),
})

/** An immutable published version. */
export const editions = sqliteTable(
  'editions',
  {
    id: id(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** SHA-256 over every source file of campaign and look, hex. Its name. */
    hash: text('hash').notNull(),
    /** campaign.yaml as read, JSON. */
    definition: text('definition').notNull(),
    authorId: integer('author_id')
      .notNull()
      .references(() => officers.id),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('editions_hash').on(t.campaignId, t.hash)],
)

/** The source files of an edition, byte for byte. */
export const editionFiles = sqliteTable(
  'edition_files',
  {
    editionId: integer('edition_id')
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    path: text('path').notNull(),
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.path] })],
)

/**
 * What is being written in the desk, each saved version of each file of a campaign's folder, append-only. A draft that
 * is younger than the newest edition stands in place of that edition's file; docs/desk.md.
 */
export const draftFiles = sqliteTable(
  'draft_files',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    path: text('path').notNull(),
    /** 1, 2, 3 … within the path. */
    version: integer('version').notNull(),
    body: text('body').notNull(),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.path, t.version] })],
)

/**
 * A layout of mails, or a part of one, that an institution wrote itself; it stands in the place of the house's file of
 * the same name (docs/templates.md).
 */
export const layouts = sqliteTable(
  'layouts',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** letter, partials/footer: the path in `templates` without .mjml. */
    name: text('name').notNull(),
    /** The version that mails are made from; null = none, the house's file holds. */
    published: integer('published'),
    publishedAt: integer('published_at'),
    publishedBy: integer('published_by').references(() => officers.id),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('layouts_name').on(t.institutionId, t.name)],
)

/** Every saved text of a layout. Rows are added and never changed. */
export const layoutVersions = sqliteTable(
  'layout_versions',
  {
    layoutId: integer('layout_id')
      .notNull()
      .references(() => layouts.id, { onDelete: 'cascade' }),
    /** 1, 2, 3 … within the layout. */
    version: integer('version').notNull(),
    source: text('source').notNull(),
    /** SHA-256 of the source, hex. */
    hash: text('hash').notNull(),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.layoutId, t.version] })],
)

/** What a step says in one language and variant, compiled: only a person's own words are still missing. */
export const contents = sqliteTable(
  'contents',
  {
    id: idForEver(),
    editionId: integer('edition_id')
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    /** Step id, or `landing` and `share`, which every campaign may have. */
    step: text('step').notNull(),
    variant: text('variant').notNull().default(''),
    language: text('language').notNull(),
    /** draft, machine, reviewed. A draft is published but never sent. */
    status: text('status').notNull(),
    /** Handlebars, all four. Posts and share texts use `text` only. */
    subject: text('subject').notNull().default(''),
    preheader: text('preheader').notNull().default(''),
    html: text('html').notNull().default(''),
    text: text('text').notNull().default(''),
    /** JSON list of rows of `links`: the text says {{links.[2]}}, the third of them is meant. */
    links: text('links').notNull().default('[]'),
  },
  (t) => [uniqueIndex('contents_place').on(t.editionId, t.step, t.variant, t.language)],
)

/** A reviewer's yes to exactly one content for one audience at one time. */
export const approvals = sqliteTable(
  'approvals',
  {
    id: id(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    editionId: integer('edition_id')
      .notNull()
      .references(() => editions.id),
    /** SHA-256 over edition, audience with its segments as they stood, and schedule: what the yes was said to. */
    approvalHash: text('approval_hash').notNull(),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('approvals_each').on(t.editionId, t.officerId, t.approvalHash)],
)

/**
 * The talk about an edition before its approval, append-only: who submitted, returned or approved it, with what they
 * wrote. What it means for the launch stands in approvals alone.
 */
export const reviewNotes = sqliteTable(
  'review_notes',
  {
    id: id(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    editionId: integer('edition_id')
      .notNull()
      .references(() => editions.id),
    /** submitted, returned, approved. */
    act: text('act').notNull(),
    /** As in approvals: what it was said about. */
    approvalHash: text('approval_hash').notNull(),
    /** Plain text, may be empty, at most 2,000 characters. */
    comment: text('comment').notNull().default(''),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    createdAt: createdAt(),
  },
  (t) => [index('review_notes_campaign').on(t.campaignId)],
)

/** A destination of a campaign: the only places its click links lead to; and what else a visit or press is counted by. */
export const links = sqliteTable(
  'links',
  {
    id: idForEver(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /**
     * https URL as written in the copy, `share:whatsapp` and so on for the buttons that pass
     * the message on, `place:Gare du Midi` for where a poster hangs.
     */
    url: text('url').notNull(),
  },
  (t) => [uniqueIndex('links_url').on(t.campaignId, t.url)],
)

/** A step of a campaign, the same across its editions. */
export const steps = sqliteTable(
  'steps',
  {
    id: id(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    name: text('name').notNull(),
    channel: text('channel').notNull(),
    /** launch, signup, join, request. */
    trigger: text('trigger').notNull(),
  },
  (t) => [uniqueIndex('steps_name').on(t.campaignId, t.name)],
)

/** A contact takes part in a campaign: once. */
export const enrollments = sqliteTable(
  'enrollments',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** 0 = reached by the institution; n + 1 = joined over a share of somebody in generation n. */
    generation: integer('generation').notNull(),
    /** 1…; 0 for those who joined. */
    wave: integer('wave').notNull(),
    language: text('language').notNull(),
    variant: text('variant').notNull().default(''),
    /** Keyed number of the household, where variants go by household (core/experiment/settings); null = by person. */
    unit: integer('unit'),
    /** Wave by whose shares the variant was dealt out, where results decide them; null = evenly, at the launch. */
    dealt: integer('dealt'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.contactId] }), index('enrollments_contact').on(t.contactId)],
)

/**
 * The outbox: one step to one contact, once per occurrence. It is the queue as well: `due_at` says when the row wants
 * attention, null means it is closed. Claiming moves `due_at` past the lease; a worker that dies leaves a row that
 * simply falls due again.
 */
export const messages = sqliteTable(
  'messages',
  {
    id: idForEver(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    stepId: integer('step_id')
      .notNull()
      .references(() => steps.id),
    contactId: integer('contact_id').notNull(),
    /**
     * Empty for a mail of the campaign, the day for one that recurs and for a confirmation, the language for a post, day
     * and language (`2026-12-01/fr`) for a post that recurs.
     */
    occurrence: text('occurrence').notNull().default(''),
    channel: text('channel').notNull(),
    contentId: integer('content_id')
      .notNull()
      .references(() => contents.id),
    generation: integer('generation').notNull().default(0),
    wave: integer('wave').notNull().default(0),
    /** Sign-up behind a confirmation mail. */
    signupId: integer('signup_id'),
    /** queued, accepted, refused, unknown, skipped. */
    state: text('state').notNull().default('queued'),
    dueAt: integer('due_at'),
    /**
     * When it was meant to go out, before any window or holiday: what lateness is counted from. Moves only with a
     * wave that is held (engine/hold): waiting for the wave before is no lateness.
     */
    plannedAt: integer('planned_at'),
    /** 1 = steps follow its arrival (on: received) and have not been told of it; 0 = they have. */
    followed: integer('followed'),
    /** Token of the worker that holds the row; only it may finish it. */
    lease: text('lease'),
    attempts: integer('attempts').notNull().default(0),
    /** 1 when an earlier claim was never finished: the other side may already have it. */
    interrupted: integer('interrupted').notNull().default(0),
    firstAttemptAt: integer('first_attempt_at'),
    finishedAt: integer('finished_at'),
    /** The other side's name for it; `via:PROVIDER:NAME` where a provider took it over HTTP. */
    remoteId: text('remote_id'),
    /** Class of a refusal (core/channel) or cause of a skip (unsubscribed, suppressed, noAddress …). */
    reason: text('reason'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('messages_once').on(t.stepId, t.contactId, t.occurrence),
    index('messages_due').on(t.channel, t.dueAt).where(sql`due_at is not null`),
    index('messages_contact').on(t.contactId),
    // What waits of a campaign, by step, wave and hour, without a look at any row: the live view and the calendar.
    index('messages_waiting')
      .on(t.campaignId, t.stepId, t.wave, t.dueAt, t.attempts)
      .where(sql`due_at is not null`),
    index('messages_unknown').on(t.campaignId).where(sql`state = 'unknown'`),
    index('messages_followed').on(t.stepId).where(sql`followed = 1 and state = 'accepted'`),
    // Names given by providers, whose calls ask by them; those of SMTP servers begin in another way.
    index('messages_remote').on(t.remoteId).where(sql`remote_id >= 'via:' and remote_id < 'vib'`),
  ],
)

/**
 * Everything that happened, append-only, without a person: in mode aggregate the hour is as exact as it gets.
 * Figures are folded from here into tallies.
 */
export const events = sqliteTable(
  'events',
  {
    id: id(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    stepId: integer('step_id'),
    /** sent, refused, unknown, skipped, open, click, share, visit, signup, join, flag, unsubscribe, bounce, complaint. */
    kind: text('kind').notNull(),
    at: integer('at').notNull(),
    /**
     * human, machine, preview, unknown: what a hit looks like; of a refusal its class (core/channel); of a join that has
     * flags `flagged`; of a flag its reason (core/join-flags); else null.
     */
    class: text('class'),
    /** Why it was classed so, with the version of the rules: `browser-agent+burst;rules=2`. */
    reasons: text('reasons'),
    /** Generation of the person who acted; for a join, of the new participant. */
    generation: integer('generation').notNull().default(0),
    language: text('language'),
    country: text('country'),
    variant: text('variant'),
    /** How the share travelled. */
    shareChannel: text('share_channel'),
    linkId: integer('link_id'),
    /**
     * Wave by whose shares the variant of whoever acted was dealt out; of a join, of the reader it came over. Only where
     * waves are dealt out by results (`experiment.allocate`), and only of the launch; else null.
     */
    wave: integer('wave'),
  },
  (t) => [index('events_campaign').on(t.campaignId, t.kind)],
)

/**
 * Counts of events, folded by `tally`, hits ten minutes after they came; survives the erasure of every person in it. A hit
 * that is a preview counts once more as kind `preview`, with the app as class.
 */
export const tallies = sqliteTable(
  'tallies',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    stepId: integer('step_id').notNull().default(0),
    kind: text('kind').notNull(),
    class: text('class').notNull().default(''),
    generation: integer('generation').notNull().default(0),
    language: text('language').notNull().default(''),
    country: text('country').notNull().default(''),
    variant: text('variant').notNull().default(''),
    shareChannel: text('share_channel').notNull().default(''),
    linkId: integer('link_id').notNull().default(0),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({
      columns: [
        t.campaignId,
        t.kind,
        t.class,
        t.stepId,
        t.generation,
        t.language,
        t.country,
        t.variant,
        t.shareChannel,
        t.linkId,
      ],
    }),
  ],
)

/**
 * Counts of events by the hour, folded together with the tallies: mails of the launch that went out (`sent`), joins, and hits
 * that look human (`click`, `visit`). When people came, and at what time of the day they act.
 */
export const hourlyTallies = sqliteTable(
  'hourly_tallies',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** sent, join, click, visit. */
    kind: text('kind').notNull(),
    /** UTC, by its number since 1970. */
    hour: integer('hour').notNull(),
    /** Of a join; 0 else. */
    generation: integer('generation').notNull().default(0),
    /** Where it is known, of a join or hit. */
    country: text('country').notNull().default(''),
    /** 1 = a join that has a flag. */
    isFlagged: integer('is_flagged').notNull().default(0),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.kind, t.hour, t.generation, t.country, t.isFlagged] })],
)

/**
 * People of an audience who name a skill, by country, counted once after the launch. Only skills that ten or more have: what
 * fewer write could tell who they are, and these counts survive the erasure of every person in them.
 */
export const skillTallies = sqliteTable(
  'skill_tallies',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** As people write it, letters of one case. */
    skill: text('skill').notNull(),
    country: text('country').notNull().default(''),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.skill, t.country] })],
)

/**
 * Counts of what the variants of a launch did, wave by wave, folded with the tallies: what a comparison rests on where
 * waves are dealt out by results. Of nobody.
 */
export const waveTallies = sqliteTable(
  'wave_tallies',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    wave: integer('wave').notNull(),
    variant: text('variant').notNull(),
    /** sent, bounce, click (human), join, unsubscribe, complaint. */
    kind: text('kind').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.wave, t.variant, t.kind] })],
)

/**
 * A link of somebody's own, made because they asked to have counted how many join over it. A participant who leaves, or
 * is erased, leaves the row behind without a name: the counts stay true.
 */
export const shares = sqliteTable(
  'shares',
  {
    /** Never reused: a link that was passed on must not come to count for somebody else. */
    id: idForEver(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** Null once nobody's any more. */
    contactId: integer('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
    /** Of its owner in the campaign. */
    generation: integer('generation').notNull(),
    /** The share over which its owner joined, where they agreed to count in its chain. */
    parentId: integer('parent_id'),
    /** How many joined over it. */
    joined: integer('joined').notNull().default(0),
    /** From then on the link is one like all others. */
    endedAt: integer('ended_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('shares_owner').on(t.campaignId, t.contactId),
    index('shares_contact').on(t.contactId),
    index('shares_parent').on(t.parentId),
  ],
)

/** Who joined over such a link and agreed to count in its chain. Others are only in `shares.joined`. */
export const shareJoins = sqliteTable(
  'share_joins',
  {
    id: id(),
    shareId: integer('share_id')
      .notNull()
      .references(() => shares.id),
    /** Null once they left or were erased. */
    contactId: integer('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
    country: text('country'),
    /** The full hour. */
    at: integer('at').notNull(),
  },
  (t) => [
    uniqueIndex('share_joins_once').on(t.shareId, t.contactId),
    index('share_joins_contact').on(t.contactId),
  ],
)

/**
 * A sign-up over a share link that waits for, or had, its confirmation. Knows the share; whose it was only where that
 * person asked to be counted for, and only until the confirmation.
 */
export const signups = sqliteTable(
  'signups',
  {
    id: idForEver(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** Generation the person will have: one more than the share's. */
    generation: integer('generation').notNull(),
    shareChannel: text('share_channel').notNull(),
    /** Row of `shares` to count for; cleared when that is done, or the window of the first touch has closed. */
    shareId: integer('share_id'),
    /** 1 = agreed to count in the chain of that share. */
    chained: integer('chained').notNull().default(0),
    language: text('language').notNull(),
    /** Of the share they came over: what follows comes in it, and what they pass on carries it. */
    variant: text('variant').notNull().default(''),
    /** Of the share they came over, as in events; null = none. */
    wave: integer('wave'),
    /** pending, confirmed (waits for the next tick), enrolled, expired. */
    state: text('state').notNull().default('pending'),
    /** 1 = counted as a join once: whoever leaves and comes back joins nothing again, and has no other parent. */
    joined: integer('joined').notNull().default(0),
    /** Why the join looks odd, `burst+same-device` (core/join-flags); empty = it does not. It blocks nothing. */
    flags: text('flags').notNull().default(''),
    expiresAt: integer('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('signups_once').on(t.campaignId, t.contactId),
    index('signups_contact').on(t.contactId),
    index('signups_state').on(t.state, t.expiresAt),
    index('signups_share').on(t.shareId).where(sql`share_id IS NOT NULL`),
  ],
)

/** People of an audience who get nothing, so that the campaign's effect can be told: what they would have got, and when. */
export const holdOuts = sqliteTable(
  'hold_outs',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    wave: integer('wave').notNull(),
    language: text('language').notNull(),
    variant: text('variant').notNull().default(''),
    /** As in enrollments. */
    unit: integer('unit'),
    /** The first mail of the launch that they would have got. */
    contentId: integer('content_id'),
    /** When it would have fallen due, ms. */
    dueAt: integer('due_at'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.contactId] }), index('hold_outs_contact').on(t.contactId)],
)

/** A person in a campaign of mode individual who agreed to it: a random number that says nothing elsewhere. */
export const pseudonyms = sqliteTable(
  'pseudonyms',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** Random, below 2^53. */
    pseudonym: integer('pseudonym').notNull().unique(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.contactId] }), index('pseudonyms_contact').on(t.contactId)],
)

/** What people who agreed to it did, under their pseudonym; the counts stand in `events` as well. */
export const traces = sqliteTable(
  'traces',
  {
    id: id(),
    pseudonym: integer('pseudonym')
      .notNull()
      .references(() => pseudonyms.pseudonym, { onDelete: 'cascade' }),
    campaignId: integer('campaign_id').notNull(),
    /** open, click, share. */
    kind: text('kind').notNull(),
    at: integer('at').notNull(),
    /** human, machine, preview, unknown. */
    class: text('class'),
    linkId: integer('link_id'),
  },
  (t) => [index('traces_pseudonym').on(t.pseudonym), index('traces_at').on(t.at)],
)

/** Fields of an institution's own, with their types: what an import may put there and an audience may ask. */
export const customFields = sqliteTable(
  'custom_fields',
  {
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    name: text('name').notNull(),
    /** text, number, date, boolean, choice. */
    type: text('type').notNull(),
    /** JSON list, for a choice. */
    choices: text('choices').notNull().default('[]'),
    /** JSON record: language of the desk → label. */
    label: text('label').notNull().default('{}'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.institutionId, t.name] })],
)

/**
 * What came back: bounces, delays, automatic answers, complaints. Only what proved by its token that it answers one of
 * our own messages stands here.
 */
export const returns = sqliteTable(
  'returns',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** Outbox row that is answered. */
    messageId: integer('message_id').notNull(),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** Keyed hash of the address written to: what is counted before an address is given up. */
    hash: text('hash').notNull(),
    /** bounce, delayed, autoreply, complaint. */
    kind: text('kind').notNull(),
    /** Class of core/channel. */
    reason: text('reason').notNull(),
    /** Enhanced status code (RFC 3463), where there is one. */
    status: text('status'),
    /** mail, smtp, or the provider that told. */
    source: text('source').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    // The same news told twice, by mail and by a hook, or a report that is delivered again.
    uniqueIndex('returns_once').on(t.messageId, t.kind, t.reason),
    index('returns_hash').on(t.institutionId, t.hash),
    index('returns_contact').on(t.contactId),
    index('returns_at').on(t.at),
  ],
)

/** What people wrote back, kept with the campaign they answer. */
export const replies = sqliteTable(
  'replies',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** SHA-256 of the mail, hex: one that is delivered twice stands here once. */
    digest: text('digest').notNull().unique(),
    /** Address it came from, which need not be the one we wrote to. */
    sender: text('sender').notNull(),
    subject: text('subject').notNull(),
    /** As plain text, without attachments, cut after 64 kB. */
    body: text('body').notNull(),
    at: integer('at').notNull(),
    /** When an officer ticked it off. */
    doneAt: integer('done_at'),
  },
  (t) => [
    index('replies_campaign').on(t.campaignId, t.at),
    index('replies_contact').on(t.contactId),
    index('replies_at').on(t.at),
  ],
)

/** Calls of providers that have been dealt with: a call that comes again, or is replayed, changes nothing. */
export const hookCalls = sqliteTable(
  'hook_calls',
  {
    provider: text('provider').notNull(),
    /** The provider's own name for the event, or a digest of it; no address. */
    event: text('event').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.event] }), index('hook_calls_at').on(t.at)],
)

/** Days that an institution adds to a country's holidays, or takes away. */
export const holidays = sqliteTable(
  'holidays',
  {
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    country: text('country').notNull(),
    /** YYYY-MM-DD. */
    date: text('date').notNull(),
    name: text('name').notNull(),
    /** holiday, working. */
    kind: text('kind').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.institutionId, t.country, t.date] })],
)

/** Islamic months as they really began; those that are not here are reckoned. */
export const islamicMonths = sqliteTable(
  'islamic_months',
  {
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** ISO 3166-1 alpha-2, or * for all. */
    country: text('country').notNull(),
    /** Year of the Hijra and month, 1 to 12. */
    year: integer('year').notNull(),
    month: integer('month').notNull(),
    /** First day, YYYY-MM-DD. */
    starts: text('starts').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.institutionId, t.country, t.year, t.month] })],
)

/** Who takes mail for a domain, as last looked up: decides in which lane a message drives. */
export const mailDomains = sqliteTable('mail_domains', {
  /** A-label. */
  domain: text('domain').primaryKey(),
  /** Group of core/lane; empty = none that is known. */
  provider: text('provider').notNull(),
  lookedUpAt: integer('looked_up_at').notNull(),
})

/**
 * How fast messages may go to one receiving provider, shared by all processes. The row with an empty provider is the
 * channel's own: its breaker.
 */
export const lanes = sqliteTable(
  'lanes',
  {
    channel: text('channel').notNull(),
    provider: text('provider').notNull(),
    /** Part of the usual rate that is allowed now, 0 < factor ≤ 1: halved when the provider defers, growing back slowly. */
    factor: real('factor').notNull().default(1),
    /** Nothing goes before this instant. */
    pausedUntil: integer('paused_until'),
    /** The next free place at the allowed rate, ms. */
    nextAt: integer('next_at').notNull().default(0),
    /** Up to here those that wait for a place have been told when to ask again, ms. */
    bookedUntil: integer('booked_until').notNull().default(0),
    /** Failures in a row, for the breaker. */
    failures: integer('failures').notNull().default(0),
    /** When factor or pause last changed. */
    changedAt: integer('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.provider] })],
)

/** Connections that a process holds towards a provider: together they never pass the provider's cap. */
export const laneHolders = sqliteTable(
  'lane_holders',
  {
    channel: text('channel').notNull(),
    provider: text('provider').notNull(),
    holder: text('holder').notNull(),
    connections: integer('connections').notNull(),
    /** A process that died leaves a row that simply ends. */
    until: integer('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.provider, t.holder] })],
)

/** A sending domain's days of warming up: what may go to a provider that day, and what went. */
export const warmUpDays = sqliteTable(
  'warm_up_days',
  {
    domain: text('domain').notNull(),
    provider: text('provider').notNull(),
    /** YYYY-MM-DD, UTC. */
    day: text('day').notNull(),
    /** Messages allowed. */
    cap: integer('cap').notNull(),
    sent: integer('sent').notNull().default(0),
    deferred: integer('deferred').notNull().default(0),
    unknownUsers: integer('unknown_users').notNull().default(0),
    complaints: integer('complaints').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.domain, t.provider, t.day] })],
)

/** How a sending domain looked to its receivers when somebody checked. */
export const preflights = sqliteTable(
  'preflights',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** Null when a domain was looked at without a campaign. */
    campaignId: integer('campaign_id').references(() => campaigns.id),
    domain: text('domain').notNull(),
    /** JSON list of findings (core/preflight). */
    findings: text('findings').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('preflights_campaign').on(t.campaignId, t.at)],
)

/** What was forecast of a campaign, and what became of it: counts of participants, of no person. */
export const forecasts = sqliteTable(
  'forecasts',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** Whole hour in which it was made; another one in the same hour for the same horizon takes its place. */
    madeAt: integer('made_at').notNull(),
    /** Whole hour it speaks of. */
    horizonAt: integer('horizon_at').notNull(),
    /** Participants then: seeds reached and those who joined. */
    observed: integer('observed').notNull(),
    forecast: integer('forecast').notNull(),
    low50: integer('low50').notNull(),
    high50: integer('high50').notNull(),
    low80: integer('low80').notNull(),
    high80: integer('high80').notNull(),
    benchmark: integer('benchmark').notNull(),
    /** Participants at the horizon; null until it has come. */
    actual: integer('actual'),
    scoredAt: integer('scored_at'),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.madeAt, t.horizonAt] })],
)

/** What people asked for as of right, and when it was done: the proof, without the person. */
export const rightsRequests = sqliteTable(
  'rights_requests',
  {
    id: id(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** access, rectification, erasure, objection. */
    kind: text('kind').notNull(),
    /** Keyed hash of the address: somebody who asks "did you?" can be answered, a reader of the table learns nothing. */
    hash: text('hash').notNull(),
    /** person, officer:N, operator. */
    askedBy: text('asked_by').notNull(),
    at: integer('at').notNull(),
    doneAt: integer('done_at'),
  },
  (t) => [index('rights_requests_hash').on(t.institutionId, t.hash)],
)

/** Each night's proof that nothing is kept longer than it may be. */
export const retentionRuns = sqliteTable('retention_runs', {
  id: id(),
  at: integer('at').notNull(),
  /** JSON: per institution and rule the limit, what was removed, the oldest that is left. */
  report: text('report').notNull(),
})

/** One file of contacts that came in. */
export const imports = sqliteTable('imports', {
  id: id(),
  institutionId: integer('institution_id')
    .notNull()
    .references(() => institutions.id),
  file: text('file').notNull(),
  basis: text('basis').notNull(),
  source: text('source').notNull(),
  consentedAt: integer('consented_at').notNull(),
  /** JSON: rows, created, updated, unchanged, refused, suppressed. */
  counts: text('counts').notNull().default('{}'),
  /** running, done, undone (taken back, or broken in its middle). */
  state: text('state').notNull().default('done'),
  /** Process that brings it in: one that died leaves a run for its successor to take back. */
  holder: text('holder'),
  /** SHA-256 of the file, hex. The file itself is not kept. */
  fileHash: text('file_hash'),
  officerId: integer('officer_id'),
  undoneAt: integer('undone_at'),
  createdAt: createdAt(),
})

/** What an import changed in people who were there before, so that it can be taken back. */
export const importChanges = sqliteTable(
  'import_changes',
  {
    importId: integer('import_id')
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** JSON: the values that were replaced, by column; addresses by channel. */
    before: text('before').notNull(),
    /** JSON: what stands there instead. A value somebody has changed since is left alone. */
    after: text('after').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.contactId] }),
    index('import_changes_contact').on(t.contactId),
  ],
)

/** The built-in mailbox: what would have left the machine. */
export const mailbox = sqliteTable('mailbox', {
  id: id(),
  /** mail, post. */
  kind: text('kind').notNull(),
  /** Message-ID, or the outbox row of a post: arriving twice keeps one row. */
  remoteId: text('remote_id').notNull().unique(),
  /** Whose campaign it belongs to; null = nobody's, and the desk shows it to nobody. */
  institutionId: integer('institution_id').references(() => institutions.id),
  recipient: text('recipient').notNull(),
  /** Raw MIME, or the text of a post. */
  body: text('body').notNull(),
  createdAt: createdAt(),
})

/** Every act of staff, chained by hash: changing one row breaks all that follow. */
export const audit = sqliteTable(
  'audit',
  {
    id: id(),
    institutionId: integer('institution_id'),
    officerId: integer('officer_id'),
    /** publish, approve, launch, pause … */
    act: text('act').notNull(),
    /** What it was done to, for example campaign:3. No personal data. */
    subject: text('subject').notNull(),
    detail: text('detail').notNull().default('{}'),
    at: integer('at').notNull(),
    /** SHA-256 of the previous hash and this row. */
    hash: text('hash').notNull(),
  },
  () => [check('audit_hash', sql`length(hash) = 64`)],
)

/** What opens the interface for programs (docs/api.md): the hash of a key, never the key. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: idForEver(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** Who made it and answers for what it does. */
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    name: text('name').notNull(),
    /** SHA-256 of the whole key, hex: 256 random bits need no salt. */
    hash: text('hash').notNull().unique(),
    /** First characters, by which people tell keys apart. */
    prefix: text('prefix').notNull().unique(),
    /** JSON list of core/api-scope. */
    scopes: text('scopes').notNull(),
    createdAt: createdAt(),
    expiresAt: integer('expires_at'),
    /** Midnight UTC of the day of the last call: no more is known. */
    usedAt: integer('used_at'),
    revokedAt: integer('revoked_at'),
    /** The instant at which its calls so far are paid for: a call more than a burst ahead waits (web/api/pace). */
    pacedAt: integer('paced_at').notNull().default(0),
  },
  (t) => [index('api_keys_institution').on(t.institutionId)],
)

/** Calls with an Idempotency-Key and what was answered, for a day. Nothing of either is kept readable: the answer is locked. */
export const apiCalls = sqliteTable(
  'api_calls',
  {
    /** SHA-256 of institution, API key, route and Idempotency-Key, hex. */
    hash: text('hash').primaryKey(),
    /** SHA-256 of what was asked, hex. */
    requestHash: text('request_hash').notNull(),
    /** Null while the first call is under way. */
    status: integer('status'),
    answer: text('answer'),
    at: integer('at').notNull(),
  },
  (t) => [index('api_calls_at').on(t.at)],
)

/** A way to read the report of a campaign without signing in: figures of nobody, until its end or until it is taken back. */
export const reportLinks = sqliteTable(
  'report_links',
  {
    /** Never reused: a link that was passed on must not come to open another report. */
    id: idForEver(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** Who made it. */
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    /** fr, ar, en. */
    language: text('language').notNull(),
    createdAt: createdAt(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
  },
  (t) => [index('report_links_campaign').on(t.campaignId)],
)

/** Where an institution's own systems are told what happened (docs/webhooks.md). */
export const webhookEndpoints = sqliteTable(
  'webhook_endpoints',
  {
    id: idForEver(),
    /** Its name outside, `we_…`. */
    uid: text('uid').notNull().unique(),
    institutionId: integer('institution_id')
      .notNull()
      .references(() => institutions.id),
    url: text('url').notNull(),
    /** What its calls are signed with, sealed (engine/sealed). */
    secret: text('secret').notNull(),
    /** The secret before that, sealed; calls are signed with both until `previous_until`. */
    previousSecret: text('previous_secret'),
    previousUntil: integer('previous_until'),
    /** JSON list of core/webhook-out/events; empty = all. */
    types: text('types').notNull().default('[]'),
    description: text('description').notNull().default(''),
    /** on, off. */
    state: text('state').notNull().default('on'),
    /** Why it is off: officer, gone (it answered 410), failed (the last attempt failed). */
    disabledReason: text('disabled_reason'),
    /** Who made it; null = the operator. */
    officerId: integer('officer_id'),
    createdAt: createdAt(),
  },
  (t) => [index('webhook_endpoints_institution').on(t.institutionId)],
)

/**
 * What is told to whom, once per endpoint and event. The queue as well, as in messages: `due_at` says when the row wants
 * attention, null means it is closed.
 */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: idForEver(),
    endpointId: integer('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: 'cascade' }),
    /** `msg_…`, the same at every attempt and endpoint. */
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    /** The body, byte for byte as it is signed. No personal data. */
    payload: text('payload').notNull(),
    /** queued, delivered, failed. */
    state: text('state').notNull().default('queued'),
    dueAt: integer('due_at'),
    /** Token of the process that holds the row; only it may finish it. */
    lease: text('lease'),
    attempts: integer('attempts').notNull().default(0),
    /** HTTP status of the last answer; null when none came. */
    status: integer('status'),
    /** Why the last attempt failed: status, redirect, timeout, connection, tls, dns, private, url, off. */
    error: text('error'),
    createdAt: createdAt(),
    finishedAt: integer('finished_at'),
  },
  (t) => [
    uniqueIndex('webhook_deliveries_once').on(t.endpointId, t.eventId),
    index('webhook_deliveries_due').on(t.dueAt).where(sql`due_at is not null`),
    index('webhook_deliveries_finished').on(t.finishedAt),
  ],
)

/** Small facts of the installation: cursors, versions. */
export const meta = sqliteTable('meta', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})
