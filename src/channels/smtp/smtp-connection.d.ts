/**
 * The part of nodemailer's SMTP client that the pool uses. nodemailer brings types of its own, but they build on
 * Node's, and this code also compiles for Workers, where those do not exist.
 */
declare module 'nodemailer/lib/smtp-connection' {
  /** `response` is the server's whole reply; `code` says which step failed: EENVELOPE, EMESSAGE, EAUTH, ETLS … */
  export type SmtpError = Error & {
    code?: string
    command?: string
    response?: string
    responseCode?: number
  }
  /** The part of Node's socket that the exchange of messages uses. */
  export type SmtpSocket = {
    on(event: 'data', listener: (chunk: Uint8Array) => void): void
    removeAllListeners(event: 'data'): void
    write(data: string | Uint8Array): boolean
  }

  export default class SMTPConnection {
    constructor(options: {
      host: string
      port: number
      secure: boolean
      ignoreTLS: boolean
      requireTLS: boolean
      name?: string
      tls: { rejectUnauthorized: boolean }
      connectionTimeout: number
      greetingTimeout: number
      socketTimeout: number
      socketCloseTimeout: number
    })
    /** True once closed, by either side. */
    readonly destroyed: boolean
    readonly lastServerResponse: string | false
    /** The open line: after STARTTLS the encrypted one. False or null before and after. */
    readonly _socket: SmtpSocket | false | null
    on(event: 'error', listener: (error: SmtpError) => void): this
    on(event: 'end', listener: () => void): this
    /** Done after EHLO, and STARTTLS where asked for. */
    connect(done: (error?: SmtpError) => void): void
    login(auth: { user: string; pass: string }, done: (error: SmtpError | null) => void): void
    /** Drops the line. Callbacks still open are not called. */
    close(): void
  }
}
