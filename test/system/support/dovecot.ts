import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { freePort, userId } from './postfix.ts'

const run = promisify(execFile)

/** A Dovecot of the test's own with one mailbox, a maildir; any user name opens it with the password `secret`. */
export type Dovecot = {
  /** In clear or with STARTTLS, on 127.0.0.1 and 127.0.0.2. */
  port: number
  /** With TLS from the first byte. */
  tlsPort: number
  /** File of its certificate, which nobody signed, for `localhost`. */
  certificate: string
  deliver(name: string, raw: Uint8Array, how?: 'unreadable'): Promise<void>
  /** Makes readable what was not. */
  mend(): Promise<void>
  /** What lies in a folder, as its files say: the whole mail, and whether somebody has read it. */
  lying(folder?: string): Promise<Lying[]>
  log(): Promise<string>
  stop(): Promise<void>
}
export type Lying = { text: string; isRead: boolean }

/** @param more  lines for its settings */
export async function startDovecot(more = '', at?: number): Promise<Dovecot> {
  const root = await mkdtemp(join(tmpdir(), 'mawja-dovecot-'))
  const [port, tlsPort, owner] = [at ?? (await freePort()), await freePort(), await userId('nobody')]
  const home = join(root, 'mail')
  await run('chmod', ['755', root])
  for (const folder of ['', 'new', 'cur', 'tmp']) {
    await mkdir(join(home, folder))
    await chown(join(home, folder), owner, owner)
  }
  await makeCertificate(root)
  const conf = join(root, 'dovecot.conf')
  await writeFile(conf, settings(root, { port, tlsPort, owner }) + more)
  const master = spawn('dovecot', ['-F', '-c', conf], { stdio: 'ignore' })
  const gone = once(master, 'exit')
  await vi.waitFor(() => answers(port), 20_000)
  return {
    port,
    tlsPort,
    certificate: join(root, 'cert.pem'),
    async deliver(name, raw, how) {
      await writeFile(join(home, 'tmp', name), raw, { mode: 0o600 })
      if (how !== 'unreadable') await chown(join(home, 'tmp', name), owner, owner)
      await rename(join(home, 'tmp', name), join(home, 'new', name))
    },
    async mend() {
      await run('chown', ['-R', String(owner), home])
    },
    log: () => readFile(join(root, 'log'), 'utf8'),
    lying: (folder) => lyingIn(folder ? join(home, `.${folder}`) : home),
    async stop() {
      master.kill('SIGTERM')
      await gone
      await rm(root, { recursive: true, force: true })
    },
  }
}

async function lyingIn(home: string): Promise<Lying[]> {
  const files: Lying[] = []
  for (const part of ['new', 'cur'])
    for (const name of await readdir(join(home, part)).catch(() => []))
      files.push({
        text: await readFile(join(home, part, name), 'utf8'),
        isRead: /:2,[A-Z]*S/.test(name),
      })
  return files
}

async function makeCertificate(root: string): Promise<void> {
  const files = ['-keyout', join(root, 'key.pem'), '-out', join(root, 'cert.pem')]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  await run('openssl', ['req', '-x509', '-days', '1', ...key, ...subject, ...files])
}

function answers(port: number): Promise<void> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', failed)
    socket.once('connect', () => socket.end(done))
  })
}

type Ports = { port: number; tlsPort: number; owner: number }
const settings = (root: string, { port, tlsPort, owner }: Ports) => `
protocols = imap
listen = 127.0.0.1, 127.0.0.2
base_dir = ${root}/run
state_dir = ${root}/state
log_path = ${root}/log
ssl = yes
ssl_cert = <${root}/cert.pem
ssl_key = <${root}/key.pem
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${root}/mail
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${owner} gid=${owner} home=${root}/mail
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
`
