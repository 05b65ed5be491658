/** Senders whose remote images load by themselves: one address, or everybody at a domain. */
import type { Message } from '#lib/api/messages.ts'
import { asciiDomain, domainOf } from './domain.ts'

// Where anybody can have an address, a domain says nothing about who writes.
const ANYBODY = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es live.com ' +
    'live.co.uk live.nl msn.com passport.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.fr yahoo.de yahoo.it ' +
    'yahoo.es yahoo.com.br yahoo.ca ymail.com rocketmail.com myyahoo.com aol.com aim.com icloud.com me.com mac.com ' +
    'privaterelay.appleid.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com ' +
    'tutamail.com keemail.me fastmail.com fastmail.fm gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.us web.de t-online.de ' +
    'freenet.de arcor.de mail.de posteo.de posteo.net mailbox.org mail.com email.com usa.com zoho.com zohomail.com ' +
    'zohomail.eu yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru qq.com foxmail.com ' +
    '163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com daum.net hanmail.net kakao.com ' +
    'nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr ' +
    'neuf.fr libero.it virgilio.it tiscali.it alice.it tin.it email.it terra.com.br uol.com.br bol.com.br ig.com.br ' +
    'wp.pl o2.pl onet.pl interia.pl op.pl seznam.cz email.cz centrum.cz post.cz ukr.net i.ua abv.bg mail.bg telenet.be ' +
    'skynet.be ziggo.nl kpnmail.nl home.nl xs4all.nl planet.nl bluewin.ch sunrise.ch btinternet.com sky.com ' +
    'virginmedia.com talktalk.net ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net ' +
    'charter.net earthlink.net juno.com optonline.net rogers.com shaw.ca sympatico.ca telus.net bigpond.com optusnet.com.au ' +
    'xtra.co.nz telia.com spray.se online.no hush.com hushmail.com riseup.net disroot.org duck.com mozmail.com simplelogin.com ' +
    'mailinator.com guerrillamail.com yopmail.com 10minutemail.com temp-mail.org trashmail.com'
  ).split(' '),
)

/**
 * `Anna@Example.ORG` → `anna@example.org`, `Example.org` → `example.org`: how a sender is kept and compared. Null for
 * what is neither, for a domain without a dot and one where anybody can have an address.
 */
export function parseSender(text: string): string | null {
  const at = text.lastIndexOf('@')
  const domain = asciiDomain(text.slice(at + 1).trim())
  if (!domain?.includes('.')) return null
  if (at < 0) return ANYBODY.has(domain) ? null : domain
  const local = text.slice(0, at).trim().toLowerCase()
  return /^[^\s@<>"\p{Cc}\p{Cf}]{1,64}$/u.test(local) ? `${local}@${domain}` : null
}

/**
 * Whose images may be loaded from now on, seen from this message: its sender, and the sender's domain where that
 * means somebody. Nobody where it isn't verified who sent it: the promise could not be kept.
 */
export function sendersOffered({ from, authentication }: Pick<Message, 'from' | 'authentication'>): string[] {
  const address = authentication?.verified ? (from[0]?.address ?? '') : ''
  const offered = [parseSender(address), parseSender(domainOf(address) ?? '')]
  return address === '' ? [] : offered.filter((sender) => sender !== null)
}

/** Whether a message's images load by themselves: its sender is one of these, and verified. */
export function isTrusted(
  message: Pick<Message, 'from' | 'authentication'>,
  senders: ReadonlySet<string>,
): boolean {
  return message.authentication?.verified === true && trustedAs(message, senders) !== null
}

/** The entry that a message claims to fall under, verified or not; null where there is none. */
export function trustedAs({ from }: Pick<Message, 'from'>, senders: ReadonlySet<string>): string | null {
  const [person] = from
  if (from.length !== 1 || !person) return null
  const claimed = [parseSender(person.address), domainOf(person.address)]
  return claimed.find((sender) => sender !== null && senders.has(sender)) ?? null
}
