/** A process that sends what `DATA_DIR` holds, to be killed: prints a line when it holds the outbox. */
import { wakeOutbox } from '#lib/server/compose/outbox.ts'
import { config } from '#lib/server/config/config.ts'
import { holdsOutbox } from '#lib/server/store/outbox-lock.ts'

config().deadlines.send = { ...config().deadlines.send, others: 100 }
wakeOutbox()
if (holdsOutbox()) console.log('sending')
setInterval(() => undefined, 60_000)
