/** main.cf for everything under `root`; `owner` is the user id the maildir belongs to. */
export function mainCf(root: string, owner: number, more: Record<string, string>): string {
  const settings = {
    compatibility_level: '3.6',
    queue_directory: `${root}/queue`,
    data_directory: `${root}/data`,
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    maillog_file: `${root}/log`,
    maillog_file_prefixes: root,
    myhostname: 'mx.diaspora.example',
    mydestination: '',
    mynetworks: '127.0.0.0/8',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    alias_maps: '',
    local_recipient_maps: '',
    smtputf8_enable: 'yes',
    virtual_mailbox_domains: `regexp:${root}/etc/domains`,
    virtual_mailbox_maps: `regexp:${root}/etc/mailboxes`,
    virtual_mailbox_base: `${root}/mail`,
    virtual_minimum_uid: '1',
    virtual_uid_maps: `static:${owner}`,
    virtual_gid_maps: `static:${owner}`,
    smtpd_relay_restrictions: 'reject_unauth_destination',
    smtpd_client_connection_count_limit: '0',
    default_transport: 'error:this server delivers to itself only',
    ...more,
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}

/** The services a server needs that takes mail by SMTP and delivers it here; none in a chroot. */
export function masterCf(port: number, more: readonly string[]): string {
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'postlog unix-dgram n - n - 1 postlogd',
    ...more,
  ]
  return `${services.join('\n')}\n`
}
