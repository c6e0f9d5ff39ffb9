type Named = { description: string; example: string }

/** What stands in an address, by its name in the path. */
export const pathWords: Readonly<Record<string, Named>> = {
  campaign: { description: 'The slug of a campaign', example: 'mobilisation-competences' },
  contact: { description: 'The token of a contact, as `contacts` gives it', example: 'AQEBAg' },
  country: { description: 'ISO 3166-1, two capital letters', example: 'MA' },
  date: { description: 'A day, ISO 8601', example: '2026-11-24' },
  edition: { description: 'The hash of an edition', example: '3f9a' },
  endpoint: { description: 'The name of an endpoint, as `webhooks` gives it', example: 'we_4mB1xJ8q' },
  event: { description: 'The `event` of a delivery', example: 'msg_7Qy2' },
  field: {
    description: "The name of a field of the institution's own, without `custom.`",
    example: 'involvement',
  },
  import: { description: 'The token of an import, as it was answered', example: 'AQEGBA' },
  link: { description: 'The token of a link, as `report-links` gives it', example: 'AQEEAQ' },
  month: { description: 'Year and month of the Islamic calendar; 09 is Ramadan', example: '1448-09' },
  reply: { description: 'The token of a reply, as `replies` gives it', example: 'AQEFAg' },
  segment: { description: 'The slug of a segment', example: 'bruxelles' },
  template: { description: 'The name of a layout', example: 'letter' },
}
