import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Authentication } from '#lib/api/identity.ts'
import { authenticationOf } from '#lib/mail/authentication.ts'
import { parseAuthenticationResults } from '#lib/mail/authentication-results.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'

const ANNA = [{ name: 'Anna', address: 'anna@example.org' }]

function found(header: string, { from = ANNA, ids = ['mx.postern.example'] } = {}) {
  return authenticationOf(parseHeader(Buffer.from(header, 'latin1')), from, ids)
}

const GOOD =
  'Authentication-Results: mx.postern.example;\r\n' +
  '\tdkim=pass (2048-bit key; unprotected) header.d=example.org header.i=@example.org header.b="AbC;d=" header.a=rsa-sha256;\r\n' +
  '\tspf=pass (mx: domain of bounce@mail.example.org designates 192.0.2.1 as permitted; really) smtp.mailfrom=bounce@mail.example.org;\r\n' +
  '\tdmarc=pass (policy=reject) header.from=example.org\r\n'

test('what the believed server found is read, whatever stands in comments and quotes', () => {
  expect(Authentication.parse(found(GOOD))).toEqual({
    spf: 'pass',
    dkim: 'pass',
    dmarc: 'pass',
    domain: 'example.org',
    mailFrom: 'mail.example.org',
    signedBy: ['example.org'],
    verified: true,
  })
})

test('nobody is believed who is not named, and without a name nobody at all', () => {
  expect(found(GOOD, { ids: ['other.example'] })).toBeUndefined()
  expect(found(GOOD, { ids: [] })).toBeUndefined()
  expect(found(GOOD.replace('mx.postern.example', 'mx.postern.example.evil.example'))).toBeUndefined()
  expect(found(GOOD.replace('mx.postern.example', 'evil.example (mx.postern.example)'))).toBeUndefined()
  expect(found('From: anna@example.org\r\n')).toBeUndefined()
})

test('the authserv-id is compared without regard to case, quoted or not, of version 1 only', () => {
  expect(found('Authentication-Results: MX.Postern.Example 1; dmarc=pass')?.dmarc).toBe('pass')
  expect(found('Authentication-Results: "mx.postern.example"; dmarc=pass')?.dmarc).toBe('pass')
  expect(found('Authentication-Results: (hi) mx.postern.example (there) ; dmarc=pass')?.dmarc).toBe('pass')
  expect(found('Authentication-Results: mx.postern.example 2; dmarc=pass')).toBeUndefined()
})

test('several fields of the server count together, those of its filters between them or not', () => {
  const header =
    'Return-Path: <a@example.org>\r\nReceived: from mx by imap\r\n' +
    'Authentication-Results: mx.postern.example; dmarc=pass header.from=example.org\r\n' +
    'DMARC-Filter: OpenDMARC Filter v1.4.2\r\nX-Spam-Score: 0\r\n' +
    'Authentication-Results: elsewhere.example; spf=fail\r\n' +
    'Authentication-Results: mx.postern.example; dkim=pass header.d=example.org\r\n' +
    'Received-SPF: pass\r\n' +
    'Authentication-Results: mx.postern.example; spf=softfail smtp.helo=mail.example.org\r\n' +
    'Received: from evil by mx\r\n'
  expect(found(header)).toMatchObject({ dmarc: 'pass', dkim: 'pass', spf: 'softfail', verified: true })
})

test('what a message brought along under the name of the server is ignored', () => {
  const forged = 'Authentication-Results: mx.postern.example; dmarc=pass header.from=example.org\r\n'
  const own = 'Authentication-Results: mx.postern.example; spf=fail smtp.mailfrom=evil.example\r\n'
  const failed = 'Authentication-Results: mx.postern.example; dmarc=fail header.from=example.org\r\n'
  // Below another hop, and below the sender's own fields.
  for (const between of ['Received: from evil by mx\r\n', 'Subject: hi\r\n', 'DKIM-Signature: v=1\r\n'])
    expect(found(own + between + forged)).toMatchObject({ spf: 'fail', dmarc: null, verified: false })
  // Right below the server's own: a method that it spoke of is settled.
  expect(found(failed + forged)).toMatchObject({ dmarc: 'fail', verified: false })
})

test('DMARC speaks for the one address in From, and for no other', () => {
  const results = 'Authentication-Results: mx.postern.example; dmarc=pass header.from=example.org\r\n'
  const from = (...addresses: string[]) => addresses.map((address) => ({ name: '', address }))
  expect(found(results, { from: from('anna@EXAMPLE.org') })?.verified).toBe(true)
  expect(found(results, { from: from('anna@bank.example') })?.verified).toBe(false)
  expect(found(results, { from: from('anna@sub.example.org') })?.verified).toBe(false)
  expect(found(results, { from: from('anna@example.org', 'ceo@bank.example') })?.verified).toBe(false)
  expect(found(results, { from: [] })?.verified).toBe(false)
  const unsaid = 'Authentication-Results: mx.postern.example; dmarc=pass\r\n'
  expect(found(unsaid)?.verified).toBe(true)
  expect(found(unsaid, { from: from('nobody') })?.verified).toBe(false)
  const idn = 'Authentication-Results: mx.postern.example; dmarc=pass header.from=xn--mnchen-3ya.example\r\n'
  expect(found(idn, { from: from('a@münchen.example') })?.verified).toBe(true)
})

test('of several signatures one that holds is enough, and every holder is named', () => {
  const header =
    'Authentication-Results: mx.postern.example; dkim=fail header.d=a.example; dkim=pass header.d=b.example;' +
    ' dkim=pass header.i=@c.example; dkim=permerror header.d=d.example'
  expect(found(header)).toMatchObject({ dkim: 'pass', signedBy: ['b.example', 'c.example'], dmarc: null })
})

test('odd spellings of real servers are read', () => {
  const one = (clause: string) => found(`Authentication-Results: mx.postern.example; ${clause}`)
  expect(one('dmarc = PASS header . from = example.org')?.verified).toBe(true)
  expect(one('dmarc/1=pass')?.dmarc).toBe('pass')
  expect(one('dmarc/2=pass')?.dmarc).toBeNull()
  expect(one('spf=hardfail smtp.mailfrom=a@b.example')).toMatchObject({ spf: 'fail', mailFrom: 'b.example' })
  expect(one('spf=pass smtp.mailfrom=prvs=12=bounce@b.example')?.mailFrom).toBe('b.example')
  expect(one('spf=pass smtp.mailfrom="a; dmarc=pass"@b.example')).toMatchObject({
    mailFrom: 'b.example',
    dmarc: null,
  })
  expect(one('dmarc=bestguesspass')?.dmarc).toBeNull()
  expect(one('none')).toMatchObject({ spf: null, dkim: null, dmarc: null })
  expect(one('spf=fail reason="dmarc=pass" (dmarc=pass) smtp.helo=evil.example')?.dmarc).toBeNull()
})

test('whatever is written there, reading it ends, and verifies nobody by accident', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab;="()\\ \t./@1'), maxLength: 60 }), (junk) => {
      const results = found(`Authentication-Results: mx.postern.example;${junk}`)
      expect(results?.verified ?? false).toBe(false)
    }),
    { seed: 1, numRuns: 2000 },
  )
  const long = 'a=('.repeat(300_000)
  expect(parseAuthenticationResults(`x;${long}`)?.authservId).toBe('x')
  expect(parseAuthenticationResults(`x;${'"'.repeat(300_001)}`)?.authservId).toBe('x')
  expect(parseAuthenticationResults(`x;${'a '.repeat(300_000)}`)?.findings).toEqual([])
})
