import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanDeclarations, cleanStyleSheet } from '#lib/mail/clean-css.ts'
import { cssText } from '#lib/mail/css-text.ts'
import { cssTokens } from '#lib/mail/css-tokens.ts'

const nothing = { resolve: () => null }
const sheet = (css: string) => cleanStyleSheet(css, nothing)
const inline = (css: string) => cleanDeclarations(css, nothing)

describe('what would load', () => {
  test.each([
    ['background: url(http://a.example/x.png)'],
    ['background: URL("http://a.example/x.png")'],
    ["background: \\75rl('http://a.example/x.png')"],
    ['background: u\\72 l(http://a.example/x.png)'],
    ['background: url( http://a.example/x.png'],
    ['background: url(http://a.example/x.png"'],
    ['background: image-set("http://a.example/x.png" 1x)'],
    ['background: -webkit-image-set(url(http://a.example/x.png) 1x)'],
    ['--x: url(http://a.example/x.png); background: var(--x)'],
    ['background: src("http://a.example/x.png")'],
    ['background: cross-fade(url(http://a.example/x.png), red)'],
    ['list-style: url(http://a.example/x.png) inside'],
    ['content: url(http://a.example/x.png)'],
    ['cursor: url(http://a.example/x.cur), auto'],
    ['width: expression(load("http://a.example/x"))'],
    ['behavior: url(http://a.example/x.htc)'],
    ['background:url(http://a.example/x;color:red/*/foo.jpg);'],
    ['font-family:foo{bar;background:url(http://a.example/oo};color:red/*/foo.jpg);'],
  ])('%s names no address afterwards', (css) => {
    expect(inline(css)).not.toMatch(/a\.example/)
    expect(sheet(`p{${css}}`)).not.toMatch(/a\.example/)
  })

  test.each([
    ['@import "http://a.example/x.css";p{color:red}'],
    ['@import url(http://a.example/x.css);p{color:red}'],
    ['@\\69mport "http://a.example/x.css";p{color:red}'],
    ['@font-face{font-family:x;src:url(http://a.example/x.woff)}p{color:red}'],
    ['@namespace url(http://a.example/);p{color:red}'],
    ['@media screen{@import "http://a.example/x.css";}p{color:red}'],
    ['<!-- @import "http://a.example/x.css"; --> p{color:red}'],
  ])('%s keeps its other rules alone', (css) => {
    expect(sheet(css)).toBe('p{color:red;}')
  })

  test('a comment keeps apart what it kept apart', () => {
    const cleaned = inline('background: ur/**/l(http://a.example/x.png)')
    expect(cleaned).not.toMatch(/url\(/i)
  })

  test('an address that may be loaded is put in its place', () => {
    const resolve = (url: string) => (url === 'cid:logo' ? '/api/part' : null)
    expect(cleanDeclarations('background: #fff url(cid:logo) no-repeat', { resolve })).toBe(
      'background:#fff url("/api/part") no-repeat;',
    )
  })

  test('an address cannot break out of its string', () => {
    const resolve = () => '"); @import "http://a.example/'
    const cleaned = cleanDeclarations('background: url(cid:logo)', { resolve })
    expect(cssTokens(cleaned).filter(({ kind }) => kind === 'at')).toEqual([])
  })
})

describe('what would cover or grow', () => {
  test('fixed, sticky and computed positions are dropped, the others stay', () => {
    expect(inline('position: fixed')).toBe('')
    expect(inline('position: FIXED !important')).toBe('')
    expect(inline('position: f\\69xed')).toBe('')
    expect(inline('position: sticky')).toBe('')
    expect(inline('--p: fixed; position: var(--p)')).toBe('--p:fixed;')
    expect(inline('position: absolute')).toBe('position:absolute;')
    expect(inline('position: relative !important')).toBe('position:relative !important;')
  })

  test('heights of the window become lengths', () => {
    expect(inline('min-height: 100vh; width: 50vw')).toBe('min-height:800px;width:50vw;')
    expect(inline('height: calc(100DVH - 20px)')).toBe('height:calc(800px - 20px);')
  })

  test("a mail's own dark dress is not put on", () => {
    expect(sheet('@media (prefers-color-scheme: dark){p{color:#fff}}p{margin:0}')).toBe('p{margin:0;}')
  })
})

describe('what stays', () => {
  test('media queries, nested rules and keyframes stay, cleaned', () => {
    expect(sheet('@media (max-width:600px){.a{width:100%!important}}')).toBe(
      '@media (max-width:600px){.a{width:100%!important;}}',
    )
    expect(sheet('.a{color:red;&:hover{background:url(http://a.example/);margin:0}}')).toBe(
      '.a{color:red;&:hover{background:none;margin:0;}}',
    )
    expect(sheet('@keyframes a{from{opacity:0}to{opacity:1}}')).toBe(
      '@keyframes a{from{opacity:0;}to{opacity:1;}}',
    )
  })

  test('colours are told of, keywords that follow the page are not', () => {
    const told = (css: string) => {
      let coloured = false
      cleanDeclarations(css, { resolve: () => null, onColour: () => (coloured = true) })
      return coloured
    }
    expect(told('color: #333')).toBe(true)
    expect(told('background-color: white')).toBe(true)
    expect(told('color: inherit; background: transparent; margin: 0')).toBe(false)
  })

  test('broken CSS costs the broken rule alone', () => {
    expect(sheet('p{color:red}}b{margin:0}')).toBe('p{color:red;}b{margin:0;}')
    expect(sheet('p{color:red;;;: x; 3:4}')).toBe('p{color:red;}')
    expect(sheet('p{color:red')).toBe('p{color:red;}')
  })
})

describe('the tokens', () => {
  test('what is written reads as the same tokens again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'\\url(){}[]"\'/*-@#:;!<>=+.e1%\n a&\u0000ſé') }),
        (css) => {
          const once = cssText(cssTokens(css))
          // Two pieces of space in a row are one.
          const spaced = (text: string) => text.replace(/ +/g, ' ')
          expect(spaced(cssText(cssTokens(once)))).toBe(spaced(once))
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('no text of a style element looks like a tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'</style>!{}:;"a\\') }), (css) => {
        expect(sheet(css)).not.toMatch(/<[/\w!]/)
      }),
      { numRuns: 2000 },
    )
  })

  test('a stray bracket makes no selector of an at-rule', () => {
    for (const css of [')@media x{a:a', ']@font-face{font-family:x;color:red}', ')@page{color:red}'])
      expect(cleanStyleSheet(css, { resolve: () => null })).toBe('')
  })

  test('cleaning twice is the same as cleaning once', () => {
    const pieces = [
      'a',
      '{',
      '}',
      'color',
      ':',
      'red',
      ';',
      'url(x)',
      '@media x',
      '"',
      "'",
      '(',
      ')',
      '/*',
      '*/',
      '\\',
      ' ',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const once = sheet(parts.join(''))
        expect(sheet(once)).toBe(once)
      }),
      { numRuns: 3000 },
    )
  })

  test('a megabyte of CSS takes no noticeable time', () => {
    const css = '.a{background:url(http://a.example/x.png);color:red}'.repeat(20_000)
    expect(sheet(css)).not.toMatch(/a\.example/)
  })
})

describe('a dark dress of its own', () => {
  const css =
    '@media (prefers-color-scheme:dark) and (max-width:600px){p{color:#eee}}@media (prefers-color-scheme: light){b{color:red}}'

  test('is put on where it is asked for, and the light one left off', () => {
    let worn = false
    const onDarkDress = () => {
      worn = true
    }
    expect(cleanStyleSheet(css, { resolve: () => null, dress: 'dark', onDarkDress })).toBe(
      '@media (min-width:0) and (max-width:600px){p{color:#eee;}}@media (max-width:0){b{color:red;}}',
    )
    expect(worn).toBe(true)
  })

  test('is left off on light paper', () => {
    expect(sheet(css)).toBe('@media (min-width:0){b{color:red;}}')
  })
})
