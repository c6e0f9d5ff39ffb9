/** Files that wrangler bundles as they are; `rules` in wrangler.toml says which. */
declare module '*.mjml' {
  const text: string
  export default text
}

declare module '*.md' {
  const text: string
  export default text
}

declare module '*.css' {
  const text: string
  export default text
}

declare module '*.svg' {
  const text: string
  export default text
}

declare module '*.wasm' {
  const program: WebAssembly.Module
  export default program
}

declare module '*.woff2' {
  const bytes: ArrayBuffer
  export default bytes
}

/** The part of nodemailer that remembers where a host is. */
declare module 'nodemailer/lib/shared' {
  /** Host → addresses; without `expires` for good. */
  export const dnsCache: Map<string, { value: { addresses: string[] }; expires?: number }>
}

/** The text of a script for browsers. */
declare module '*.min.js' {
  const text: string
  export default text
}

/** What wrangler.toml binds, at hand where no request brings it. */
declare module 'cloudflare:workers' {
  export const env: import('./bindings.ts').Bindings
}
