/** The log: what happened and how long it took; never mail, never a secret. */
import pino, { type DestinationStream, type Logger } from 'pino'
import { config } from './config.ts'

// Nobody should log these; should somebody do so, they are cut out.
const SECRETS = ['password', 'credentials', 'cookie', 'authorization', 'key', 'secret', 'subject', 'body']

declare global {
  var posternLog: Logger | undefined
}

/** A logger that cuts secrets out: JSON lines into `destination`. */
export function makeLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: undefined,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      serializers: { err: withoutMessage },
    },
    destination,
  )
}

/** The logger of this process: to standard output, at `LOG_LEVEL`. */
export function log(): Logger {
  globalThis.posternLog ??= makeLog(config().logLevel, process.stdout)
  return globalThis.posternLog
}

/** An error as the log may show it: what kind and where. Its message may quote a mail or an address. */
function withoutMessage(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error
  return {
    name: error.name,
    code: 'code' in error ? String(error.code) : undefined,
    at: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
    cause: error.cause === undefined ? undefined : withoutMessage(error.cause),
  }
}
