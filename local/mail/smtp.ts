import type { Logger } from 'pino'
import type { LocalConfig } from '../config.ts'
import { reasonOf } from '../problem.ts'
import type { MailStore } from './store.ts'

const MAX_MAIL_BYTES = 5_000_000

/** Takes every mail anybody on this machine sends, delivers none, puts all into the store. */
export async function startSmtp(
  config: LocalConfig,
  store: MailStore,
  log: Logger,
): Promise<{ close(): Promise<void> }> {
  const [{ SMTPServer }, { simpleParser }] = await Promise.all([import('smtp-server'), import('mailparser')])
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(null, { user: 'anyone' }),
    size: MAX_MAIL_BYTES,
    maxClients: 20,
    closeTimeout: 1_000,
    logger: false,
    onData(stream, session, callback) {
      simpleParser(stream, { skipImageLinks: true })
        .then((parsed) => {
          if (stream.sizeExceeded) {
            callback(Object.assign(new Error('The message is larger than 5 MB.'), { responseCode: 552 }))
            return
          }
          store.add({
            from: parsed.from?.text ?? '',
            to: session.envelope.rcptTo.map((recipient) => recipient.address),
            subject: parsed.subject ?? '',
            text: (parsed.text ?? '').trimEnd(),
            html: parsed.html || '',
          })
          callback()
        })
        .catch((error: unknown) => {
          log.warn({ reason: reasonOf(error) }, 'a mail could not be read')
          callback(Object.assign(new Error('The message could not be read.'), { responseCode: 554 }))
        })
    },
  })
  server.on('error', (error) => log.warn({ reason: reasonOf(error) }, 'smtp'))
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed)
    server.listen(config.ports.smtp, '127.0.0.1', listening)
  })
  return { close: () => new Promise((closed) => server.close(() => closed())) }
}
