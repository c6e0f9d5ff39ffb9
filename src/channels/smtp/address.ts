/**
 * An address as it goes into the envelope: the domain as A-labels, so that ASCII servers take it; the local part
 * untouched, because only its own server may interpret it.
 */
export function envelopeAddress(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0 || isAscii(address.slice(at))) return address
  const domain = URL.parse(`http://${address.slice(at + 1)}`)?.hostname
  return domain ? `${address.slice(0, at)}@${domain}` : address
}

/** RFC 6531: without SMTPUTF8 at the server there is no way to write a local part that is not ASCII. */
export function needsUtf8(address: string): boolean {
  return !isAscii(address)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}
