import type { Reason } from './channel.ts'

/**
 * What servers write about a refusal, most telling first: a text about a block list often says "recipient rejected"
 * as well, and a full mailbox is "unavailable" too. What says that the person is gone stands after what says that our
 * own side is disliked, so that nobody is struck off for that.
 */
export const wordings: readonly [Reason, RegExp][] = [
  ['eai_unsupported', /smtputf8|internationali[sz]ed (mail|address|e-?mail)/i],
  ['challenge', /not (been )?pre-?approved|requires? confirmation|challenge[- ]response/i],
  [
    'mailbox_full',
    /(user|recipient|mailbox|account|inbox|benutzer)\b.{0,30}(too many|zu ?viele) (messages|mails)/i,
  ],
  // Postfix, when the file of a mailbox has reached its limit: it is not the mail that is too large.
  ['mailbox_full', /error writing message: (file too large|disk quota)/i],
  ['mailbox_full', /(too many|number of) messages in .{0,25}(mail ?box|inbox|folder)/i],
  [
    'rate_or_greylist',
    /gr[ea]y-?list|rate[ -]limit|throttl|too many (connections|messages|mails|recipients)/i,
  ],
  [
    'rate_or_greylist',
    /(sending|receiving|unusual|excessive).{0,20}\b(rate|volume)\b|unusual rate|mail at a rate/i,
  ],
  [
    'reputation_or_block',
    /black[- ]?list|block[- ]?list|\bd?ns?[rb]+l\b|spamhaus|spamcop|\bsorbs\b|uceprotect|barracudacentral/i,
  ],
  [
    'reputation_or_block',
    /reputation|\b(ip|client|network|(your|sending|remote) (host|(mail ?)?server))\b.{0,40}\b(blocked|banned|denied|(?<!not )listed)/i,
  ],
  ['reputation_or_block', /\b(blocked|banned|denied|refused)\b.{0,40}\b(ip|client|network|sender)\b/i],
  ['reputation_or_block', /open (relay|proxy)|dynamic (ip|address)|\bbad neighbou?r/i],
  [
    'policy_or_auth',
    /\b(spf|dkim|dmarc|ptr|rdns)\b|sender policy framework|reverse (dns|lookup)|not authenticated/i,
  ],
  [
    'policy_or_auth',
    /authenticat(e|ion)\b.{0,20}(required|failed|first)|unauthenticated|AuthRequired|NotAuthori[sz]ed/i,
  ],
  [
    'policy_or_auth',
    /relay(ing|ed)?\b.{0,40}(denied|prohibited|not (permitted|allowed|accepted|been configured))|(unable|not (permitted|allowed|authori[sz]ed)) to relay|\bas a relay\b|no relaying|relay not/i,
  ],
  ['policy_or_auth', /recipient('s)? preferences|preferences of the (person|recipient)/i],
  ['policy_or_auth', /rcpthosts|\bis not a (mail )?gateway|not a local (domain|host)\b/i],
  [
    'policy_or_auth',
    /\b(sender|from|return[- ]path|envelope from|mail from)('s)?( e-?mail)?( address| domain)?\b.{0,30}\b(rejected|denied|not (exist|found|valid|allowed|accepted|permitted)|does ?n[o']t|invalid|unknown|refused|blocked|unresolv)/i,
  ],
  [
    'policy_or_auth',
    /(invalid|unknown|unverified|bad|illegal) sender|sender verif|verif(y|ication) (failed|error)|callout/i,
  ],
  ['policy_or_auth', /\bhelo\b|\behlo\b|client host rejected|cannot find your/i],
  [
    'policy_or_auth',
    /(not (allowed|authori[sz]ed|permitted|eligible)|permission) to (send|mail|post|submit|use|access)|not accept(ing)? (mail|messages|e-?mail)s? from|only accepts? (mail|messages) from/i,
  ],
  ['policy_or_auth', /\b(tls|encryption)\b.{0,20}(required|needed)|must issue a starttls/i],
  [
    'policy_or_auth',
    /polic(y|ies) (reason|restriction|violation|reject)|(due to|violat\w*|against|by) (our |the |a |local |security |content )*polic|invalid dns (mx|a)\b/i,
  ],
  // Exchange Online says so for people its directory does not know
  ['unknown_user', /recipient address(es)? rejected ?: access denied/i],
  [
    'content_or_spam',
    /(?<![\w.@/-])(anti-?)?spam(?![\w-]*\.[a-z])|(?<!(all|for|no|of) )\bvirus|malware|phish|\binfected|junk|unsolicited|\bbulk\b|mass mail|\bube\b|(uri|ur|sur)bl\b/i,
  ],
  [
    'content_or_spam',
    /(message |mail |e-?mail )?content\b.{0,25}(reject|filter|not (allowed|accept)|blocked|restrict)|message content|attachments?\b.{0,30}(reject|block|not |prohibit|remov|found|type)|(accepting|blocked|forbidden|executable) .{0,20}attachment|mail ?marshal|banned (file|word)|prohibited (content|word)|considered (as )?(spam|suspicious)/i,
  ],
  ['mailbox_full', /\b(mailbox|quota|inbox|account)\b.{0,25}exceed/i],
  [
    'too_big',
    /(message|mail|size).{0,30}(too (big|large)|exceed\w*.{0,30}(size|limit|maximum))|size limit|SizeLimit|max(imum)? message size/i,
  ],
  [
    'mailbox_full',
    /over ?quota|quota.{0,25}(exceed|full|reach|violat|over)|exceed\w* .{0,30}(quota|storage|disk)|out of (storage|space)/i,
  ],
  [
    'mailbox_full',
    /(mail ?box|inbox|mail box|(mail)?folder|account|user|disk|storage)\b.{0,30}\b((is|was) )?(full|over (its |their )?(quota|limit)|space not enough)|insufficient (storage|space|system storage)|disk quota|too much mail|not enough (storage|space|disk)/i,
  ],
  [
    'mailbox_full',
    /(postfach|mailbox|speicher|quota)[^.]{0,50}(\bvoll\b|überschritten|ueberschritten|überfüllt)|(bo[iî]te|messagerie|quota)[^.]{0,50}(pleine|dépass|satur)/i,
  ],
  [
    'mailbox_full',
    /(buzón|buzon|casilla|cuota)[^.]{0,50}(llen[oa]|excedid|superad)|(casella|quota)[^.]{0,50}(piena|superat|esaurit)|(caixa|quota|cota)[^.]{0,50}(chei[oa]|excedid)/i,
  ],
  [
    'mailbox_full',
    /(postvak|mailbox)[^.]{0,40}\bvol\b|(ящик|квот)[^.]{0,50}(перепол|превыш)|(skrzynk|konto)[^.]{0,40}(pełn|przepełn|przekrocz)/i,
  ],
  [
    'mailbox_full',
    /(メールボックス|容量|受信箱|ディスク)[^。]{0,40}(一杯|いっぱい|満杯|超え|超過|オーバー)|(邮箱|信箱|空间|空間)[^。]{0,20}(已满|满|滿|超)/,
  ],
  [
    'system',
    /temporary (lookup|local|system|server) (failure|problem|error)|lookup fail(ed|ure)|too many hops|hop count|mail(er)? loop|loops back|message looping|routing loop|loop detected/i,
  ],
  [
    'moved',
    /has (been replaced|moved (to|away))|user (has )?moved|no longer (works?|employed|with (the|our|this) (company|organi))|(has )?left the (company|organi[sz]ation)|(mailbox|domain) owner has changed|changed (his|her|their) e-?mail/i,
  ],
  [
    'network',
    /name ?server reply|name service error.{0,80}try again|servfail|(dns|name server|lookup)\b.{0,30}(time|temporar)/i,
  ],
  [
    'unknown_host',
    /null ?mx|no smtp service|(domain|host)\b.{0,40}(does|do)(n't| not) accept (any )?(e-?)?mail/i,
  ],
  [
    'unknown_host',
    /\b(domain|host(?! said)|domain name|host name)\b.{0,40}\b(not (be )?(found|known|resolve)|unknown|does(n't| not) exist|non-?existent|no(t a)? valid|couldn't be found|could not be (found|resolved))|couldn't find any host/i,
  ],
  [
    'unknown_host',
    /unrouteable|\bno (valid )?(mx|mail exchanger)|no such (domain|host)|(unknown|invalid|illegal|non-?existent) (or illegal )?(mail )?(domain|host)|nxdomain|name or service not known|NonExistentDomain|MX records point to non-?existent|bad destination (system|host)/i,
  ],
  [
    'unknown_host',
    /(domaine|dominio|domínio|domein|domain|domäne|rechner|домен)[^.]{0,40}(inconnu|n'existe pas|introuvable|desconocid|no existe|sconosciut|inesistente|non esiste|não existe|onbekend|bestaat niet|unbekannt|existiert nicht|nicht gefunden|не (найден|существует))|(ドメイン|ホスト)[^。]{0,30}(存在し|見つか|不明)/i,
  ],
  ['invalid_address', /(recipient|address)\b.{0,20}\bsyntax|syntax\b.{0,30}\b(recipient|address)/i],
  [
    'unknown_user',
    /\b(no such|unknown|unrecogni[sz]ed|non-?existent) (local )?(e-?mail )?(user|recipient|mail ?box|address(ee)?(?! error)|person|account|alias|local|customer|subscriber|member|o\/?r)/i,
  ],
  [
    'unknown_user',
    /\b(user|recipient|mail ?box|address(ee)?|account|alias|local-?part)s?\b.{0,40}\b(unknown|does(n't| not) exist|do not exist|not exist)|(Recip|Recipient)NotFound/i,
  ],
  [
    'suspended_or_inactive',
    /\b(mailbox|account|user|recipient(?! server)|address|login)\b.{0,50}\b(disabled|suspended|inactive|deactivated|locked|expired|blocked|frozen|closed|discontinued|dormant|no longer active|not (currently )?accept|not active|cannot receive|over a year)/i,
  ],
  [
    'suspended_or_inactive',
    /\b(disabled|suspended|inactive|deactivated|dormant) (mailbox|account|user|recipient|e-?mail)|extended inactivity/i,
  ],
  [
    'suspended_or_inactive',
    /(konto|postfach|compte|bo[iî]te|cuenta|casella|account|ящик|пользовател)[^.]{0,40}(gesperrt|deaktiviert|désactiv|suspendu|bloqu|deshabilitad|suspendid|inactiv|disabilitat|sospes|disattivat|заблокирован|отключен|неактив)/i,
  ],
  [
    'unknown_user',
    /(?<!your )(?<!sender )\b(user|recipient|mail ?box|address(ee)?|account|alias|login|inbox|customer|rcpt|destination|user ?name|name|userid)\b.{0,60}?\b(unknown|not (be )?(found|known|valid|recogni[sz]ed|listed|registered|local|present|available|accessible|reachable)|(does|did|could|was|is)n't (exist|have|found|be found|valid|available)|couldn't be found|does not (exist|have)|invalid|unavailable|undeliverable|no longer|non-?existent|unrecogni[sz]ed|is wrong|incorrect)/i,
  ],
  [
    'unknown_user',
    /\b(invalid|bad|incorrect|wrong|no|illegal|undeliverable) (final delivery )?(destination )?(local )?(recipients?|mail ?box|mail box|user(id|name|s)?|(e-?mail )?address(?! error)|account|rcpt)\b(?!.{0,12}(specified|given))/i,
  ],
  [
    'unknown_user',
    /not a (known|valid|registered|local|legitimate) (user|recipient|mail ?box|(e-?mail )?address|account)|not (a |an )?(our|existing) (customer|user|recipient|account)|no valid recipients|(user|mailbox) not here|not deliverable to/i,
  ],
  ['unknown_user', /recipients? .{0,20}cannot be verified/i],
  [
    'unknown_user',
    /(empf[aä]e?nger(name)?|benutzer|adresse|teilnehmer|postfach|konto|mailbox)[^.]{0,60}(unbekannt|existiert|nicht (gefunden|bekannt|erkannt|vorhanden|gültig|gueltig|verfügbar)|ungültig|ungueltig)|(unbekannte|ungültige)[rs]? (empf|benutzer|adress|postfach|teilnehmer)/i,
  ],
  [
    'unknown_user',
    /(destinataire|utilisateur|adresse|compte|bo[iî]te)[^.]{0,60}(inconnu|invalide|n'existe|introuvable|inexistant|pas (été )?(reconnu|trouvé)|erroné)/i,
  ],
  [
    'unknown_user',
    /(usuario|destinatario|dirección|direccion|cuenta|buzón|buzon|casilla)[^.]{0,60}(desconocid|no (existe|es válid|válid|encontrad|se (encontr|ha encontr|encuentra)|fue encontrad)|inexistente|inválid|invalid)/i,
  ],
  [
    'unknown_user',
    /(utente|destinatario|indirizzo|casella)[^.]{0,60}(sconosciut|inesistent|non (esiste|valid|trovat|è (stat. trovat|valid))|invalid)|(usuário|destinatário|endereço|conta|caixa)[^.]{0,60}(desconhecid|não (existe|encontrad|foi encontrad|é válid)|inexistente|inválid)/i,
  ],
  [
    'unknown_user',
    /(gebruiker|ontvanger|geadresseerde|adres|postvak)[^.]{0,60}(onbekend|bestaat niet|niet (gevonden|bekend|geldig)|ongeldig)|onbekende (gebruiker|ontvanger)/i,
  ],
  [
    'unknown_user',
    /(пользовател|получател|адрес|ящик)[^.]{0,60}(не (найден|существует|зарегистрирован)|неизвест|несуществ)|нет такого (пользователя|ящика|адреса)|(odbiorc|użytkownik|adres|konto|skrzynk)[^.]{0,60}nie istniej|nieznany (odbiorca|użytkownik)/i,
  ],
  [
    'unknown_user',
    /(mottagaren|användaren|modtageren|brugeren|mottakeren)[^.]{0,40}(finns inte|findes ikke|finnes ikke)|(okänd|ukendt|ukjent) (användare|mottagare|bruger|modtager|mottaker)|tuntematon (käyttäjä|vastaanottaja)|(kullanıcı|alıcı)[^.]{0,30}bulunamadı|neznámý (uživatel|příjemce)|(المستخدم|العنوان|المستلم|البريد)[^.]{0,30}غير (موجود|معروف)/i,
  ],
  [
    'unknown_user',
    /(ユーザ|宛先|あて先|アドレス|メールボックス|受信者|アカウント|ディレクトリ)[^。]{0,40}(存在し(ない|ませ)|見つか(らない|りませ)|不明|ありません|間違)|(用户|收件人|邮箱|地址|帐号|账号|用戶|信箱|帳號)[^。]{0,30}(不存在|无效|不正确|未知|無效)/,
  ],
  [
    'expired',
    /(time|retry|retries|queue|message|mail|delivery)\b.{0,30}\b(expired|timed? ?out|too long|exceeded)|in the queue too long|giving up (after|on)|maximum .{0,20}(attempts|retries|delivery)|QUEUE\.Expired|failing for a long time/i,
  ],
  [
    'network',
    /connection (was )?(refused|reset|timed out|dropped|lost|closed)|(network|host|server) (is )?(unreachable|down)|no (route|answer)|(unable|failed|cannot|can't|wasn't able|could not) (to )?(establish|connect|reach)|not reachable|did not respond|no response|communication (problem|failure)|timed? out/i,
  ],
  [
    'system',
    /(system|server|local|internal|configuration|protocol|software) (error|problem|config)|(cannot|can't|could not|unable to) (open|create|write|append|lock|execute|chdir)|out of memory|i\/o error|disk full|no space left|permission denied|not authori[sz]ed for/i,
  ],
  [
    'policy_or_auth',
    /\bpolic(y|ies)\b|access denied|prohibited|administrat(or|ive).{0,20}(den|reject|block)|restricted/i,
  ],
  ['reputation_or_block', /\b(barracuda|proofpoint|cloudmark|senderbase|ironport)\b/i],
  // with nothing after it that would say why
  ['unknown_user', /\b(recipient|rcpt)( address)? (was )?(rejected|refused)\W{0,5}$/i],
]
