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
  /** What is asked for the body once the server said 354. */
  export type Body = { pipe(to: BodyStream): void }
  /** Node's Transform. What is written is dot-stuffed; what is pushed goes out as it is; the end adds CRLF . CRLF. */
  export type BodyStream = { push(data: string, encoding: 'utf8'): boolean; end(data?: string): void }

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
    on(event: 'error', listener: (error: SmtpError) => void): this
    on(event: 'end', listener: () => void): this
    /** Done after EHLO, and STARTTLS where asked for. */
    connect(done: (error?: SmtpError) => void): void
    login(auth: { user: string; pass: string }, done: (error: SmtpError | null) => void): void
    send(
      envelope: { from: string; to: string; size: number },
      body: Body,
      done: (error: SmtpError | null, info?: { response: string }) => void,
    ): void
    reset(done: (error: SmtpError | null) => void): void
    quit(): void
    /** Drops the line. Callbacks still open are not called. */
    close(): void
  }
}
