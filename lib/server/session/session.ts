import type { MailServer } from '#lib/server/config/config.ts'
export type Credentials = { username: string; password: string }
export type SignedIn = { sid: string; credentials: Credentials; server: MailServer }
