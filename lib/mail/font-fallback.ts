/** What stands in for a font that a mail names and this machine lacks: never the browser's own choice, a serif. */

// CSS Fonts 4 §2.1.1, and the keywords of the whole property.
const ENDS_WELL =
  /(^|[\s,])(serif|sans-serif|monospace|cursive|fantasy|math|emoji|fangsong|system-ui|-apple-system|ui-(serif|sans-serif|monospace|rounded))\s*(,|!|$)/i
const KEYWORD =
  /^(inherit|initial|unset|revert|revert-layer|caption|icon|menu|message-box|small-caption|status-bar)\s*(!|$)/i

const SERIF = /baskerville|bodoni|bookman|cambria|caslon|didot|garamond|georgia|merriweather|palatino|times/i
const FIXED = /consolas|courier|menlo|monaco|\bmono\b|typewriter/i

/** The kind of letters that these fonts have. */
function kindOf(fonts: string): string {
  if (FIXED.test(fonts)) return 'monospace'
  return SERIF.test(fonts) ? 'serif' : 'system-ui, sans-serif'
}

/**
 * A list of font names with a generic family at its end: the value of `font-family`, of `font`, or of `<font face>`.
 * `Frutiger, "My Sans"` → `Frutiger, "My Sans", system-ui, sans-serif`; what ends well already is left as it is.
 */
export function withFontFallback(fonts: string): string {
  const unquoted = fonts.replaceAll(/"[^"]*"|'[^']*'/g, '""')
  if (
    fonts.trim() === '' ||
    /var\(/i.test(unquoted) ||
    KEYWORD.test(unquoted.trim()) ||
    ENDS_WELL.test(unquoted)
  )
    return fonts
  const [, names = '', important = ''] = /^(.*?)(\s*!\s*important)?\s*$/is.exec(fonts) ?? []
  return `${names.replace(/[\s,]+$/, '')}, ${kindOf(names)}${important}`
}
