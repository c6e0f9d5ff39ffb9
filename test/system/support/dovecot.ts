import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { freePort, userId } from './postfix.ts'

const run = promisify(execFile)

/** A Dovecot of the test's own with one mailbox, a maildir; any user name opens it with the password `secret`. */
export type Dovecot = {
  port: number
  deliver(name: string, raw: Uint8Array): Promise<void>
  stop(): Promise<void>
}

export async function startDovecot(): Promise<Dovecot> {
  const root = await mkdtemp(join(tmpdir(), 'mawja-dovecot-'))
  const [port, owner] = [await freePort(), await userId('nobody')]
  await run('chmod', ['755', root])
  const inbox = join(root, 'mail/new')
  for (const folder of ['mail', 'mail/new', 'mail/cur', 'mail/tmp']) {
    await mkdir(join(root, folder))
    await chown(join(root, folder), owner, owner)
  }
  const conf = join(root, 'dovecot.conf')
  await writeFile(conf, settings(root, port, owner))
  const master = spawn('dovecot', ['-F', '-c', conf], { stdio: 'ignore' })
  const gone = once(master, 'exit')
  await vi.waitFor(() => answers(port), 20_000)
  return {
    port,
    async deliver(name, raw) {
      await writeFile(join(inbox, name), raw)
      await chown(join(inbox, name), owner, owner)
    },
    async stop() {
      master.kill('SIGTERM')
      await gone
      await rm(root, { recursive: true, force: true })
    },
  }
}

function answers(port: number): Promise<void> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', failed)
    socket.once('connect', () => socket.end(done))
  })
}

const settings = (root: string, port: number, owner: number) => `
protocols = imap
listen = 127.0.0.1
base_dir = ${root}/run
state_dir = ${root}/state
log_path = ${root}/log
ssl = no
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
    port = 0
  }
}
`
