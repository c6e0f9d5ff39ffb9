import PostalMime from 'postal-mime'

export type Letter = {
  subject: string
  from: string
  to: string
  headers: { name: string; value: string }[]
  html: string | null
  text: string
}

/** A raw message as its reader's own program would take it apart. */
export async function readLetter(raw: string): Promise<Letter> {
  const mail = await PostalMime.parse(raw)
  return {
    subject: mail.subject ?? '',
    from: mail.from
      ? [mail.from.name, mail.from.address && `<${mail.from.address}>`].filter(Boolean).join(' ')
      : '',
    to:
      mail.to
        ?.map((one) => one.address)
        .filter(Boolean)
        .join(', ') ?? '',
    headers: mail.headers.map(({ originalKey, key, value }) => ({ name: originalKey ?? key, value })),
    html: mail.html ?? null,
    text: mail.text ?? '',
  }
}

/** The subject alone, for a list: the body of a mail is a thousand times as long as its head. */
export async function readSubject(raw: string): Promise<string> {
  const end = raw.search(/\r?\n\r?\n/)
  return (await PostalMime.parse(`${end < 0 ? raw : raw.slice(0, end)}\r\n\r\n`)).subject ?? ''
}
