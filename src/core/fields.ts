/** What a contact is known by, in the order in which officers read it: the words of imports, audiences and exports. */
export const contactFields = [
  'email',
  'phone',
  'telegram',
  'firstName',
  'lastName',
  'languages',
  'country',
  'city',
  'regionOfOrigin',
  'timeZone',
  'occupation',
  'occupationUri',
  'skills',
  'skillUris',
  'birthDecade',
  'diasporaGeneration',
  'wishToReturn',
] as const
export type ContactField = (typeof contactFields)[number]

/** Fields that hold a list. */
export const listFields = ['languages', 'skills', 'skillUris'] as const
export type ListField = (typeof listFields)[number]

/** Fields that hold a whole number. */
export const numberFields = ['birthDecade', 'diasporaGeneration'] as const
export type NumberField = (typeof numberFields)[number]

/** Channels on which a contact may have one address each; the field has the channel's name. */
export const addressChannels = ['email', 'phone', 'telegram'] as const
export type AddressChannel = (typeof addressChannels)[number]

/** Types of an institution's own fields. A date is ISO 8601, 2019-09-01; a boolean is kept as true or false. */
export const customTypes = ['text', 'number', 'date', 'boolean', 'choice'] as const
export type CustomType = (typeof customTypes)[number]
export type CustomField = { name: string; type: CustomType; choices: readonly string[] }

/** ESCO concepts (European Skills, Competences, Qualifications and Occupations), by their address. */
export const escoOccupation = /^https?:\/\/data\.europa\.eu\/esco\/(occupation|isco)\/[\w.-]{1,80}$/
export const escoSkill = /^https?:\/\/data\.europa\.eu\/esco\/skill\/[\w.-]{1,80}$/
