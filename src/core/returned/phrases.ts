/** How mail systems and mailboxes speak about what they do, in the languages in which such mail comes back. */

/** Senders that are programs: `MAILER-DAEMON`, `Mail Delivery Subsystem` … */
export const daemon =
  /mailer.?daemon|post[-_]?master|mail.{0,3}deliver|deliver.{0,3}(sub)?system|mail-?daemon|mdaemon|system administrator|mail ?(system|administrator)|symantec|\bndr@|systemadministrator|administrat(or|eur)|e500_|autodeliver/i

export const failureSubject =
  /undeliver|returned (e-?)?mail|deliver\w* (status )?(notif|fail|problem|report|error|has failed|delayed|incomplete|unsuccess)|fail(ure|ed) (notice|delivery|mail|message)|mail (system )?(error|fail|delivery (fail|problem|system|status)|could not)|could ?n.t be (deliver|sent)|could not be deliver|non.?deliver|not (been )?deliver|rejected|bounced?\b|delayed|error during delivery|message (status|undeliv)|recipient|wrong address|warning:.{0,40}(message|mail|deliver)|unzustellbar|nicht zustellbar|zustell\w* (fehl|verz)|fehlgeschlagen|unbestellbar|échec|non (remis|distribu|délivr|recensé)|retour de courrier|impossible de remettre|no se (pudo|puede|ha podido) (entregar|enviar)|devuelt|error de entrega|no entregad|mancat[oa]|impossibile (recapitare|consegnare)|non (consegnat|recapitat)|onbestelbaar|niet (worden )?(bezorgd|afgeleverd)|não (foi )?(entregue|enviada)|falha|devolvid|недостав|не доставлен|не может быть доставлен|возвра|niedostarczon|zwrot|returnerad|kunde inte|ikke leveret|配信|配送|送信|エラー|不達|退信|投递|送达|寄送|失败/i

export const failureText =
  /could ?n.t be (deliver|sent)|could not (be )?deliver|undeliver|not (be )?(deliver|reach)|(unable|not able|wasn.t able|were unable|failed) to (deliver|send)|deliver\w* .{0,60}(fail|abort|error|problem|unsuccess)|did not reach|failed (address|recipient)|permanent(ly)? (fatal )?(error|fail)|cannot be delivered|can.t be delivered|has been (rejected|returned|refused)|was rejected|fail(ed|ure) reasons?|not delivered|invalid final delivery|(user|host) unknown|unknown (user|host)|no such (user|address|recipient)|error.(for|text|detail)|(error|trouble|problem)s? (has |have )?(occurred )?(while |in )?((attempting|trying) to )?deliver|invalid user|transcript of session|nicht (zu)?(ge)?stell|nicht zustellbar|konnte nicht|n.a pas pu|pu être (remis|distribu)|n.existe (pas|plus)|no (pudo|puede|ha podido|se pudo|se ha podido) (ser )?(entreg|envia)|non (è stato possibile|può essere|ha potuto)|kon niet|kan niet|não (pôde|pode|foi)|не может быть|не удалось|не достав|невозможно|nie (mog|został)|送信できません|配信でき|届けられ|無法|无法|失败/i

/** Still trying: nobody is to be given up. */
export const delayText =
  /warning (message )?only|has (not yet been|been) delayed|not yet been delivered|(still being|will be) retried|will (keep|continue) (on )?(trying|to (try|attempt))|deliver\w* (is|has been|to the following recipients? (is|has been)) (temporarily )?delayed|being retried|could not (send|deliver) (the |your )?message for (the )?past|(delivery )?attempts will continue|will (re)?try (again|to deliver)|not yet (been )?deliver|(do|you do) not need to (resend|re-send|do anything)|no action is required|wird weiter(hin)? versucht|noch nicht zugestellt|verzögert|n.a pas encore|retardé|aún no (ha|se)|demorad|in ritardo|ritardat|vertraagd|nog niet|atrasad|ainda não|задерж|отложен|opóźnion|遅延|遅れ|再送を/i
export const delaySubject =
  /delay|warning: could not|\(retry|verzögert|retard|demora|ritard|vertraag|atras|задерж|遅延|遅れ|延迟/i
export const finalText =
  /giv(en|ing) up|gave up|permanent (fatal )?error|permanently|will not (re)?try|no further attempts|was aborted/i

export const awaySubject =
  /out of (the )?office|\booo\b|auto(mat(ic|ed))?[- ]?(repl(y|ied)|respon[sd]|answer|generated reply)|(autore|auto-re)pl|away from|on (vacation|holiday|leave)|vacation|automatische? (antwort|abwesenheit)|abwesen|réponse automatique|absen(ce|t)|respuesta automática|fuera de (la )?oficina|ausen(te|cia)|risposta automatica|fuori (sede|ufficio)|assen(za|te)|automatisch antwoord|afwezig|resposta automática|fora do escritório|автоматическ|автоответ|отсутств|automatyczna odpowiedź|nieobecno|autosvar|automatiskt? svar|frånvar|fravær|poissa|automaattinen|otomatik (yanıt|cevap)|automatická odpověď|رد تلقائي|الرد التلقائي|不在|自動(応答|返信|回覆)|自动(回复|答复)|休暇/i

/** Somebody's guard wants us to prove that we are people. */
export const challengeText =
  /guest list|waitlisted|(sender|address) verification|verify (that )?(you|your)|confirm (that )?you(r| are)|(click|follow|visit|reply).{0,200}(allowed|approved|white|guest|safe) ?(senders? )?list|protected by|spam ?arrest|challenge|prove (that )?you/is
