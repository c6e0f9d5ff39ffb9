/**
 * The Content-Disposition of a download (RFC 6266): a plain name for old programs, in which nothing can end the quotes
 * or the line, and the whole name as RFC 8187 writes it.
 *
 * @param name  of the file, with its ending; whatever it holds
 */
export function attachment(name: string): string {
  const whole = name.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}/\\]/gu, '_')
  const plain = whole.replaceAll(/[^\w .-]/g, '_')
  if (plain === whole) return `attachment; filename="${plain}"`
  const extended = encodeURIComponent(whole).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${extended}`
}
