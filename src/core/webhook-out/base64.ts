/** Base64 with padding (RFC 4648, section 4). For short runs of bytes. */
export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
